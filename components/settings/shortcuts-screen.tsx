"use client";

import { Kbd } from "@mantine/core";
import { Panel } from "../data/panel";
import { SHORTCUT_GROUPS } from "../shell/shortcut-keys";
import { setShortcutsOn, useShortcutsOn } from "../shell/shortcuts";
import classes from "./settings.module.css";

/** Every shortcut, and their off switch. */
export function ShortcutsScreen() {
  const on = useShortcutsOn();
  return (
    <>
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => setShortcutsOn(event.currentTarget.checked)}
        />
        <span>
          Single-key shortcuts
          <span>Switch them off if you speak to your computer, or if keys do things by surprise.</span>
        </span>
      </label>
      {SHORTCUT_GROUPS.map(({ title, keys }) => (
        <Panel key={title} title={title}>
          <dl className={classes.keys}>
            {keys.map(([what, key]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>
                  <Kbd>{key}</Kbd>
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      ))}
    </>
  );
}
