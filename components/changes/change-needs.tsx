import { IconCheck, IconCircleDashed, IconClock } from "@/components/icons";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { Instant } from "../data/time";
import { ChangeMark, RiskMark } from "./change-marks";
import { lackingInWords } from "./change-words";
import classes from "./changes.module.css";

/** Where it stands, and what it still needs. */
export function ChangeNeeds({ change }: { change: ChangeDetail }) {
  const { state, risk, approval, reviewDueAt } = change;
  const ended = ["applied", "reverted", "withdrawn"].includes(state);
  const lacking = ended && reviewDueAt === null ? [] : lackingInWords(change);
  const given = approval.requirements.flatMap(({ approvedBy }) => approvedBy);
  return (
    <section className={classes.decision} aria-label="Decision">
      <p className={classes.marks}>
        <ChangeMark state={state} />
        <RiskMark risk={risk} />
      </p>
      <ul className={classes.needs} aria-label="What it needs">
        {[...new Map(given.map((one) => [one.ref, one.name]))].map(([ref, name]) => (
          <li key={ref}>
            <IconCheck size={14} aria-hidden className={classes.tone} data-tone="ok" />{" "}
            <span>Approved by {name}.</span>
          </li>
        ))}
        {lacking.map((line) => (
          <li key={line}>
            <IconCircleDashed size={14} aria-hidden className={classes.tone} data-tone="waiting" />{" "}
            <span>{line}</span>
          </li>
        ))}
        {reviewDueAt ? (
          <li>
            <IconClock size={14} aria-hidden className={classes.tone} data-tone="waiting" />
            <span>
              In force without a review. It is taken back unless it is reviewed by{" "}
              <Instant at={reviewDueAt} />.
            </span>
          </li>
        ) : null}
      </ul>
    </section>
  );
}
