import type { ReactNode } from "react";
import classes from "./cost.module.css";

/** One of the figures at the top of the screen. */
export function Figure(props: { label: string; tone?: string; children: ReactNode }) {
  return (
    <div className={classes.figure} data-tone={props.tone}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** Cents are enough for large amounts. */
export function bigDigits(cost: string): number {
  return /^0\.0/.test(cost) ? 4 : 2;
}
