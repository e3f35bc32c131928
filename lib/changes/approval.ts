import type { CheckOutcome, Verdict } from "./change-names.schema";
import { type Requirement, type Reviewer, standsFor } from "./requirement";

/** A verdict with everybody whose right to review it used: the reviewer, and who lent them theirs. */
export interface GivenVerdict {
  /** `user:id` */
  reviewer: string;
  verdict: Verdict;
  contentHash: string;
  /** The reviewer has said why, which lifts what a check holds. */
  reasoned?: boolean;
  /** Empty when nobody of them may review any longer. */
  standing: readonly Reviewer[];
}

/** What the approval of a change depends on. */
export interface ApprovalFacts {
  contentHash: string;
  /** `kind:id` of the author, of whom the author acts for, and of everybody who wrote the content. Their approval never counts. */
  makers: readonly string[];
  requirements: readonly Requirement[];
  /** Oldest first. */
  verdicts: readonly GivenVerdict[];
  /** Checks of the present content. */
  checks: readonly { name: string; required: boolean; outcome: CheckOutcome }[];
}

export interface Approval {
  requirements: (Requirement & { approvedBy: string[]; missing: number })[];
  /** Who asked for changes and has not said otherwise since, whatever was edited. */
  blockedBy: string[];
  /** Required checks that the content does not pass, or that have not run on it. */
  failing: string[];
  approved: boolean;
}

/**
 * Whether a change may take effect. Only the last verdict of each reviewer that decides something counts: an approval for the content that it was given for alone, a request for changes until its author takes it back. Nobody counts
 * who had a hand in the content, neither by themselves nor through the right of another maker.
 */
export function approvalOf(facts: ApprovalFacts): Approval {
  const deciding = facts.verdicts.filter(({ verdict }) => verdict !== "comment");
  const last = new Map(deciding.map((verdict) => [verdict.reviewer, verdict]));
  const counting = [...last.values()].filter(({ reviewer }) => !facts.makers.includes(reviewer));
  const approving = counting.filter(
    ({ verdict, contentHash }) => verdict === "approve" && contentHash === facts.contentHash,
  );
  const requirements = facts.requirements.map((requirement) => {
    const approvedBy = approving
      .filter(({ standing }) =>
        standing.some((one) => !facts.makers.includes(one.ref) && standsFor(one, requirement)),
      )
      .map(({ reviewer }) => reviewer);
    return { ...requirement, approvedBy, missing: Math.max(0, requirement.approvals - approvedBy.length) };
  });
  const blockedBy = counting
    .filter(({ verdict, standing }) => verdict === "request_changes" && standing.length > 0)
    .map(({ reviewer }) => reviewer);
  const lifted = approving.some(
    ({ reasoned, standing }) => reasoned === true && standing.some(({ ref }) => !facts.makers.includes(ref)),
  );
  const failing = facts.checks
    .filter(({ required, outcome }) => required && (outcome === "failed" || (outcome === "held" && !lifted)))
    .map(({ name }) => name);
  const approved =
    blockedBy.length === 0 && failing.length === 0 && requirements.every(({ missing }) => missing === 0);
  return { requirements, blockedBy, failing, approved };
}
