import type { ReactNode } from "react";
import classes from "./states.module.css";

/** Nothing here: why, and what to do next. */
export function EmptyState(props: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      {props.icon ? <span className={classes.icon}>{props.icon}</span> : null}
      <p className={classes.title}>{props.title}</p>
      {props.children ? <div className={classes.text}>{props.children}</div> : null}
      {props.action}
    </div>
  );
}
