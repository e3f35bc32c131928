"use client";

import { Kbd, Modal, Switch } from "@mantine/core";
import classes from "./shell.module.css";
import { setShortcutsOn, useShortcutsOn } from "./shortcuts";

const KEYS = [
  ["Search everything", "⌘ K"],
  ["Filter the list", "/"],
  ["Next, previous row", "J  K"],
  ["Open the row beside the list, then as a page", "Enter"],
  ["Close", "Esc"],
  ["This list", "?"],
] as const;

/** The list of shortcuts and their off switch. */
export function ShortcutWindow({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const on = useShortcutsOn();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
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
