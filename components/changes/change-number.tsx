import classes from "./changes.module.css";

/** What people call a change by, beside its title. */
export function ChangeNumber({ number }: { number: number }) {
  return <span className={classes.number}>{number}</span>;
}
