import type { ReactNode } from "react";
import classes from "./page.module.css";
import { Trail } from "./trail";

/** The way here, what this is, and what can be done with it. */
export function PageHeader(props: {
  title: ReactNode;
  /** Screens above this one. */
  trail?: readonly { href: string; label: string }[];
  description?: ReactNode;
  actions?: ReactNode;
}) {
  const { title, trail, description, actions } = props;
  return (
    <header className={classes.header}>
      {trail ? <Trail items={trail} /> : null}
      <div className={classes.headline}>
        <h1 className={classes.title}>{title}</h1>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </div>
      {description ? <p className={classes.description}>{description}</p> : null}
    </header>
  );
}
