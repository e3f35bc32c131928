import { index, integer, numeric, pgTable, text } from "drizzle-orm/pg-core";
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
