import { type ReactNode, useId } from "react";
import classes from "./data.module.css";

/** A titled part of a page. With an `anchor` an address can lead to it. */
export function Panel(props: { title: string; anchor?: string; aside?: ReactNode; children: ReactNode }) {
  const { title, anchor, aside, children } = props;
  const id = useId();
  return (
    <section id={anchor} className={classes.panel} aria-labelledby={id}>
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
