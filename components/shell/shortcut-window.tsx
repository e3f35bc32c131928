"use client";

import { Kbd, Modal, Switch } from "@mantine/core";
import classes from "./shell.module.css";
import { SHORTCUT_GROUPS } from "./shortcut-keys";
import { setShortcutsOn, useShortcutsOn } from "./shortcuts";

const KEYS = SHORTCUT_GROUPS.flatMap(({ keys }) => keys);

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
