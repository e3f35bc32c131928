"use client";

import { ActionIcon } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconMenu2 } from "@/components/icons";
import type { UserMenuProps } from "./user-menu";

/** Loaded at the first use. */
const MobileDrawer = dynamic(() => import("./mobile-drawer").then((module) => module.MobileDrawer), {
  ssr: false,
});

export function MobileNav({ person }: { person: UserMenuProps }) {
  const [opened, setOpened] = useState(false);
  const [used, setUsed] = useState(false);
  const open = () => {
    setUsed(true);
    setOpened(true);
  };
  return (
    <>
      <ActionIcon aria-label="Open navigation" aria-expanded={opened} onClick={open}>
        <IconMenu2 size={18} aria-hidden />
      </ActionIcon>
      {used ? <MobileDrawer person={person} opened={opened} onClose={() => setOpened(false)} /> : null}
    </>
  );
}
