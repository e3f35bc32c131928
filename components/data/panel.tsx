import { type ReactNode, useId } from "react";
import classes from "./data.module.css";

/** A titled part of a page. */
export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.panelHead}>
        <h2 id={id} className={classes.panelTitle}>
          {title}
        </h2>
        {aside ? <div className={classes.panelAside}>{aside}</div> : null}
      </header>
      {children}
    </section>
  );
}
