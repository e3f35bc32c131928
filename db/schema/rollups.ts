import { bigint, index, integer, numeric, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Settled calls counted by connection, in spans of 5 and of 60 minutes: what a month came to is read from here, not from its calls. One row for each bin of the duration, so that percentiles of
 * any union can be told.
 */
export const callRollups = pgTable(
  "call_rollups",
  {
    spanMinutes: integer("span_minutes").notNull(),
    spanAt: instant("span_at").notNull(),
    callerKind: text("caller_kind").notNull(),
    callerId: text("caller_id").notNull(),
    calleeKind: text("callee_kind").notNull(),
    calleeName: text("callee_name").notNull(),
    tool: text("tool"),
    currency: text("currency"),
    /** Of the logarithm of the duration; null for calls that were not answered. */
    bin: integer("bin"),
    calls: integer("calls").notNull(),
    open: integer("open").notNull(),
    denied: integer("denied").notNull(),
    held: integer("held").notNull(),
    failed: integer("failed").notNull(),
    cost: numeric("cost"),
    lastAt: instant("last_at").notNull(),
  },
  (t) => [index("call_rollups_span").on(t.spanMinutes, t.spanAt)],
);

/**
 * What calls that used tokens came to, by the hour in which they began and by all that is asked for but the task: a month's spending is read from here, not from its lines. Without a currency: calls
 * that no price was set for.
 */
export const costRollups = pgTable(
  "cost_rollups",
  {
    /** The lowest id of a call that can begin in this hour. */
    hourId: uuid("hour_id").notNull(),
    callerId: text("caller_id").notNull(),
    calleeName: text("callee_name").notNull(),
    domain: text("domain"),
    model: text("model"),
    operation: text("operation"),
    subjectId: text("subject_id"),
    currency: text("currency"),
    calls: integer("calls").notNull(),
    succeeded: integer("succeeded").notNull(),
    cost: numeric("cost"),
    inputTokens: bigint("input_tokens", { mode: "number" }).notNull(),
    outputTokens: bigint("output_tokens", { mode: "number" }).notNull(),
  },
  (t) => [index("cost_rollups_hour").on(t.hourId)],
);

/** Hours that a line has come to late, after they may have been added up: their lines are read until they have been added up again. */
export const costRollupGaps = pgTable("cost_rollup_gaps", { hourId: uuid("hour_id").primaryKey() });
