"use client";

import { ActionIcon } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconSearch } from "@/components/icons";
import classes from "./shell.module.css";

/** Loaded at the first use: most visits never open it. */
const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette), {
  ssr: false,
});

export function SearchButton({ compact = false }: { compact?: boolean }) {
  const [opened, setOpened] = useState(false);
  const [used, setUsed] = useState(false);
  const open = () => {
    setUsed(true);
    setOpened(true);
  };
  // Both variants are on the page; one of them listens.
  useHotkeys(compact ? [] : [["mod+K", open]], []);
  return (
    <>
      {compact ? (
        <ActionIcon aria-label="Search" onClick={open}>
          <IconSearch size={18} aria-hidden />
        </ActionIcon>
      ) : (
        <button type="button" className={classes.search} onClick={open} aria-keyshortcuts="Meta+K Control+K">
          <IconSearch size={14} aria-hidden />
          Search
          <kbd aria-hidden>⌘K</kbd>
        </button>
      )}
      {used ? <CommandPalette opened={opened} onClose={() => setOpened(false)} /> : null}
    </>
  );
}
