import { z } from "zod";

/** Decisions that one replay looks at. */
export const REPLAY_DEFAULT = 10_000;
export const REPLAY_MOST = 100_000;
/** Rows that are kept of each kind of change; counts and groups cover all. */
export const REPLAY_ROWS = 1000;

const name = z.string().min(1).max(100);

/** A policy asset as it would be. `remove` takes it out of the set. */
export const policyDraft = z.discriminatedUnion("op", [
  z.object({
    op: z.literal("put"),
    name,
    domain: name,
    text: z.string().min(1).max(100_000),
    guardrail: z.boolean(),
  }),
  z.object({ op: z.literal("remove"), name }),
]);
export type PolicyDraft = z.infer<typeof policyDraft>;

/** Which calls a replay takes. */
export const replayRange = {
  /** The newest so many. */
  limit: z.coerce.number().int().min(1).max(REPLAY_MOST).default(REPLAY_DEFAULT),
  /** Only calls begun then or later. */
  from: z.iso.datetime().optional(),
  /** Only calls begun before then. */
  to: z.iso.datetime().optional(),
};

export const startReplayInput = z.object({
  /** What would change. Everything else stays as it is in force. */
  draft: z.array(policyDraft).min(1).max(50),
  ...replayRange,
});

export const REPLAY_CHANGES = ["newlyDenied", "newlyAllowed", "newlyHeld"] as const;
export type ReplayChange = (typeof REPLAY_CHANGES)[number];

const count = z.number().int().nonnegative();
const counts = z.object({
  newlyDenied: count,
  newlyAllowed: count,
  newlyHeld: count,
  unchanged: count,
});
const effect = z.enum(["allow", "deny", "hold"]);

/** A decision that would be another. */
export const replayRow = z.object({
  callId: z.uuid(),
  at: z.iso.datetime(),
  /** `kind:id`. */
  caller: z.string(),
  /** `kind:name`. */
  callee: z.string(),
  operation: z.string().nullable(),
  /** The callee's domain then. */
  domain: z.string(),
  change: z.enum(REPLAY_CHANGES),
  before: effect,
  after: effect,
  /** Ids of the policies that decide under the draft; none when nothing permits it. */
  policies: z.array(z.string()),
});
export type ReplayRow = z.infer<typeof replayRow>;

/** Why a recorded decision cannot be made again. */
export const NOT_REPLAYABLE = [
  "unruled",
  "unreadable",
  "arguments-erased",
  "arguments-cut",
  "labels-forgotten",
  "differs",
] as const;
export type NotReplayable = (typeof NOT_REPLAYABLE)[number];

export const replayResult = z.object({
  counts: counts.extend({ notReplayable: count }),
  /** By who called and whose the callee is, most affected first. */
  groups: z.array(counts.extend({ caller: z.string(), domain: z.string() })),
  /** Callers and owners whose groups are left out because nothing changes for them. */
  groupsUnchanged: count,
  /** Newest first, at most `REPLAY_ROWS` of each change. */
  rows: z.array(replayRow),
  /** Each with one call as an example. */
  notReplayable: z.array(z.object({ why: z.enum(NOT_REPLAYABLE), count, callId: z.uuid() })),
  /** Refused on other grounds than policy, so they stay refused; counted among the unchanged. */
  refusedBesides: count,
  /** The set in force that the draft was compared with, and the set with the draft. */
  versions: z.object({ current: z.string(), draft: z.string() }),
  /** When the oldest and the newest decision of the replay were made. */
  oldest: z.iso.datetime().nullable(),
  newest: z.iso.datetime().nullable(),
});
export type ReplayResult = z.infer<typeof replayResult>;

export const replayAsked = z.object({
  limit: count,
  from: z.string().optional(),
  to: z.string().optional(),
});

export const REPLAY_STATUSES = ["running", "done", "cancelled", "failed"] as const;

export const replay = z.object({
  id: z.uuid(),
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  status: z.enum(REPLAY_STATUSES),
  /** It has not begun: others are worked on first. Its status says `running`. */
  waiting: z.boolean(),
  draft: z.array(policyDraft),
  asked: replayAsked,
  /** Decisions there are, and how many have been looked at. */
  total: count,
  looked: count,
  /** Grows while it runs. */
  result: replayResult.nullable(),
  error: z.string().nullable(),
});
export type Replay = z.infer<typeof replay>;
