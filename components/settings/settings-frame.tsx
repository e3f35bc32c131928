import type { ReactNode } from "react";
import { Page } from "../shell/page";
import classes from "./settings.module.css";
import { SettingsNav } from "./settings-nav";

/** A part of the settings with the way to the others. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  return (
    <Page>
      <div className={classes.frame}>
        <SettingsNav />
        <div className={classes.content}>{children}</div>
      </div>
    </Page>
  );
}
