import { IconAlertTriangle, IconClock, IconShieldCheck } from "@/components/icons";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { formatCount } from "../format/format-count";
import classes from "./audit.module.css";
import type { Verdict } from "./verify-entries";

/** An entry's place in the tree, and what a check in this browser found. */
export function ProofBadge({
  entry: { index, standing },
  verdict,
}: {
  entry: Pick<AuditEntrySummary, "index" | "standing">;
  verdict: Verdict | undefined;
}) {
  if (standing === "outside") {
    return (
      <span className={classes.proof} data-proof="bad" title="The tree has gone past it without it">
        <IconAlertTriangle size={14} aria-hidden /> Not in the tree
      </span>
    );
  }
  if (index === null) {
    return (
      <span className={classes.proof} data-proof="pending" title="It enters the tree within moments">
        <IconClock size={14} aria-hidden /> Pending
      </span>
    );
  }
  const place = `#${formatCount(index)}`;
  if (!verdict) return <span className={classes.proof}>{place}</span>;
  const Icon = verdict.ok ? IconShieldCheck : IconAlertTriangle;
  return (
    <span className={classes.proof} data-proof={verdict.ok ? "ok" : "bad"} title={verdict.reason}>
      <Icon size={14} aria-label={verdict.ok ? "Verified" : "Does not verify"} /> {place}
    </span>
  );
}
