"use client";

import { Drawer } from "@mantine/core";
import { NavLinks } from "./nav-links";
import classes from "./shell.module.css";
import { UserMenu, type UserMenuProps } from "./user-menu";

/** Navigation on a narrow window. */
export function MobileDrawer(props: { person: UserMenuProps; opened: boolean; onClose: () => void }) {
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      size="16rem"
      title="Signalbox"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <nav className={classes.drawer} aria-label="Main">
        <NavLinks onNavigate={props.onClose} />
        <UserMenu {...props.person} />
      </nav>
    </Drawer>
  );
}
