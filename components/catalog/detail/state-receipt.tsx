import { Button } from "@mantine/core";
import Link from "next/link";
import { IconCircleCheck, IconClock } from "@/components/icons";
import type { ChangedState } from "@/lib/registry/asset-door";
import { assetHref } from "../../calls/call-links";
import { CopyId } from "../../data/copy-id";
import classes from "../catalog.module.css";

/** What came of a change of state: in force, or a change that waits, with the way to it. */
export function StateReceipt({ answer, onClose }: { answer: ChangedState; onClose: () => void }) {
  const { kind, name, changed, change, entryId } = answer;
  const Icon = changed ? IconCircleCheck : IconClock;
  return (
    <div className={classes.form} role="status">
      <p className={changed ? classes.certified : classes.waits}>
        <Icon size={16} aria-hidden /> {outcomeOf(answer)}
      </p>
      {change && !changed ? (
        <p className={classes.text}>
          <Link className={classes.link} href={`/changes/${change.number}`}>
            Open change {change.number}
          </Link>
        </p>
      ) : null}
      {entryId ? (
        <p className={classes.text}>
          Audit entry <CopyId id={entryId} what="entry id" />{" "}
          {changed ? (
            <Link className={classes.link} href={`${assetHref(kind, name)}?tab=audit`}>
              See it on record
            </Link>
          ) : null}
        </p>
      ) : null}
      <div className={classes.formActions}>
        <Button data-autofocus onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}

function outcomeOf({ changed, change }: ChangedState): string {
  if (changed) return "Done, and in force on every replica within a second.";
  if (!change) return "It was so already.";
  if (change.already) return `The same was asked for before: change ${change.number} is under way.`;
  return `Asked for. Nothing changes before change ${change.number} is approved and put in force.`;
}
