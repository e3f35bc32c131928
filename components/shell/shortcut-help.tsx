"use client";

import { Kbd, Modal, Switch } from "@mantine/core";
import { useSyncExternalStore } from "react";
import classes from "./shell.module.css";
import { setShortcutsOn, useShortcuts, useShortcutsOn } from "./shortcuts";

const KEYS = [
  ["Search everything", "⌘ K"],
  ["Filter the list", "/"],
  ["Next, previous row", "J  K"],
  ["Open the row beside the list, then as a page", "Enter"],
  ["Close", "Esc"],
  ["This list", "?"],
] as const;

let opened = false;
const listeners = new Set<() => void>();

export function openShortcutHelp(): void {
  show(true);
}

/** The list of shortcuts and their off switch. */
export function ShortcutHelp() {
  const isOpen = useSyncExternalStore(
    subscribe,
    () => opened,
    () => false,
  );
  const on = useShortcutsOn();
  useShortcuts([["shift+?", () => show(true)]]);
  return (
    <Modal
      opened={isOpen}
      onClose={() => show(false)}
      title="Keyboard shortcuts"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <dl className={classes.keys}>
        {KEYS.map(([what, key]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <Kbd>{key}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        label="Single-key shortcuts"
        checked={on}
        onChange={(event) => setShortcutsOn(event.currentTarget.checked)}
      />
    </Modal>
  );
}

function show(value: boolean): void {
  opened = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
