"use client";

import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2 } from "@/components/icons";
import { NavLinks } from "./nav-links";
import classes from "./shell.module.css";
import { UserMenu, type UserMenuProps } from "./user-menu";

export function MobileNav({ person }: { person: UserMenuProps }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <ActionIcon aria-label="Open navigation" aria-expanded={opened} onClick={open}>
        <IconMenu2 size={18} aria-hidden />
      </ActionIcon>
      <Drawer
        opened={opened}
        onClose={close}
        size="16rem"
        title="Signalbox"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <nav className={classes.drawer} aria-label="Main">
          <NavLinks onNavigate={close} />
          <UserMenu {...person} />
        </nav>
      </Drawer>
    </>
  );
}
