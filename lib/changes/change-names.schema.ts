/** Where a change stands. `review` includes its checks. */
export const CHANGE_STATES = [
  "draft",
  "review",
  "approved",
  "scheduled",
  "canary",
  "applied",
  "reverted",
  "withdrawn",
] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** A comment says something and decides nothing. */
export const VERDICTS = ["approve", "request_changes", "comment"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** `held`: it keeps the change from taking effect until a reviewer approves it with a note that says why it is right all the same. */
export const CHECK_OUTCOMES = ["passed", "failed", "held", "noted"] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** Why a change took effect without a review. */
export const EXEMPTIONS = ["registration", "program", "rule"] as const;
export type Exemption = (typeof EXEMPTIONS)[number];

/** Whose approval counts: any reviewer's, that of the domain's stewards and of admins, that of admins alone. */
export const REVIEWER_GROUPS = ["reviewers", "owners", "admins"] as const;
export type ReviewerGroup = (typeof REVIEWER_GROUPS)[number];

/** How much is at stake: see `riskOf`. */
export const RISKS = ["low", "medium", "high"] as const;
export type Risk = (typeof RISKS)[number];

/** Which changes a list shows: those that wait for the reader, their own, all that are under way, all that ended. */
export const CHANGE_BOXES = ["review", "mine", "open", "done"] as const;
export type ChangeBox = (typeof CHANGE_BOXES)[number];
