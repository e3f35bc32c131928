import type { ReactNode } from "react";
import { HelpLink } from "./help-link";
import classes from "./page.module.css";
import { Trail } from "./trail";

/** The way here, what this is, and what can be done with it. */
export function PageHeader(props: {
  title: ReactNode;
  /** Screens above this one. */
  trail?: readonly { href: string; label: string }[];
  description?: ReactNode;
  actions?: ReactNode;
  /** The page of the documentation that explains the words of this screen. */
  help?: string;
}) {
  const { title, trail, description, actions, help } = props;
  return (
    <header className={classes.header}>
      {trail ? <Trail items={trail} /> : null}
      <div className={classes.headline}>
        <h1 className={classes.title}>{title}</h1>
        {actions || help ? (
          <div className={classes.actions}>
            {actions}
            {help ? <HelpLink page={help} /> : null}
          </div>
        ) : null}
      </div>
      {description ? <p className={classes.description}>{description}</p> : null}
    </header>
  );
}
