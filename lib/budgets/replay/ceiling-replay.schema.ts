import { z } from "zod";
import { REPLAY_STATUSES, replayAsked, replayRange } from "@/lib/policy/replay/replay.schema";
import { budgetSpec } from "@/lib/registry/kinds/budget";
import { limitSpec } from "@/lib/registry/kinds/limit";

const name = z.string().min(1).max(100);

/** A budget or a limit as it would be. */
export const ceilingDraft = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("budget"), name, domain: name, spec: budgetSpec }),
  z.object({ kind: z.literal("limit"), name, domain: name, spec: limitSpec }),
]);
export type CeilingDraft = z.infer<typeof ceilingDraft>;

export const startCeilingReplayInput = z.object({
  draft: z.array(ceilingDraft).min(1).max(50),
  ...replayRange,
});

/** Rows that are kept; counts, groups and windows cover all. */
export const CEILING_REPLAY_ROWS = 1000;
/** Windows that are kept, those that ran out first. */
export const CEILING_REPLAY_WINDOWS = 100;

const count = z.number().int().nonnegative();
const instant = z.iso.datetime();
const counts = z.object({ newlyRefused: count, stillAllowed: count });

export const ceilingReplayResult = z.object({
  counts: counts.extend({
    /** Nothing of the draft holds for them. */
    notHeld: count,
    /** They were refused then, so nobody knows what they would have used. */
    refusedThen: count,
  }),
  /** Of the calls that the draft holds for: used tokens whose price is not known, so they count as no money. */
  unpriced: count,
  /** By who called and whose the callee was, most refused first. */
  groups: z.array(counts.extend({ caller: z.string(), domain: z.string() })),
  groupsUnchanged: count,
  /** Newly refused, newest first. */
  rows: z.array(
    z.object({
      callId: z.uuid(),
      at: instant,
      caller: z.string(),
      callee: z.string(),
      operation: z.string().nullable(),
      domain: z.string(),
      /** What would have refused it: `budget/sales`, and what it counts. */
      by: z.string(),
      meter: z.string(),
    }),
  ),
  /** How far each window would have come; those that ran out first. */
  windows: z.array(
    z.object({
      name: z.string(),
      meter: z.string(),
      currency: z.string().nullable(),
      from: instant.nullable(),
      to: instant.nullable(),
      used: z.string(),
      cap: z.string(),
      /** When the first call was refused, or would have been told of. */
      ranOutAt: instant.nullable(),
    }),
  ),
  /** Windows that ran out, of all. */
  ranOut: count,
  windowsInAll: count,
  oldest: instant.nullable(),
  newest: instant.nullable(),
});
export type CeilingReplayResult = z.infer<typeof ceilingReplayResult>;

export const ceilingReplay = z.object({
  id: z.uuid(),
  startedBy: z.string(),
  startedAt: instant,
  status: z.enum(REPLAY_STATUSES),
  /** It has not begun: others are worked on first. Its status says `running`. */
  waiting: z.boolean(),
  draft: z.array(ceilingDraft),
  asked: replayAsked,
  total: count,
  looked: count,
  result: ceilingReplayResult.nullable(),
  error: z.string().nullable(),
});
export type CeilingReplay = z.infer<typeof ceilingReplay>;
