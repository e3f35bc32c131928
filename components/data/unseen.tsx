import type { ReactNode } from "react";
import classes from "./unseen.module.css";

/** Words for those who hear the page instead of seeing it. */
export function Unseen(props: {
  as?: "span" | "legend" | "p";
  id?: string;
  "aria-live"?: "polite";
  children: ReactNode;
}) {
  const { as: Tag = "span", ...rest } = props;
  return <Tag className={classes.unseen} {...rest} />;
}
