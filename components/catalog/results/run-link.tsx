import { VisibleText } from "../../viewers/visible-text";
import classes from "./results.module.css";

/** Where a run can be looked at, named by where it leads. It was given by whoever recorded the result, so nothing of this page goes with it. */
export function RunLink({ link }: { link: string }) {
  return (
    <a className={classes.link} href={link} rel="noopener noreferrer nofollow" title={link}>
      <VisibleText text={hostOf(link)} />
    </a>
  );
}

function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : link;
}
