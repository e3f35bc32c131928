import { bigint, index, jsonb, numeric, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * What a call that used something is grouped by. Copied here with the outcome, so that a question about money reads narrow rows and never the calls themselves, and so that the domain is the one
 * that the callee had then.
 */
const grouping = {
  /** `kind:id` of who called. */
  callerId: text("caller_id").notNull(),
  calleeName: text("callee_name").notNull(),
  domain: text("domain"),
  /** As the provider names it. */
  model: text("model"),
  operation: text("operation"),
  taskId: text("task_id"),
  /** `kind:id` of whom the caller acts for. */
  subjectId: text("subject_id"),
  /** How the call ended. */
  status: text("status"),
};

/** Money spent, one line for each priced call. The id is the call's, so a range of ids is a range of the times at which calls began. */
export const ledger = pgTable(
  "ledger",
  {
    callId: uuid("call_id").primaryKey(),
    at: instant("at").notNull(),
    ...grouping,
    usage: jsonb("usage").notNull(),
    price: jsonb("price").notNull(),
    cost: numeric("cost", { precision: 24, scale: 12 }).notNull(),
    currency: text("currency").notNull(),
  },
  (t) => [
    index("ledger_at").on(t.at),
    index("ledger_callee").on(t.calleeName, t.at),
    index("ledger_caller").on(t.callerId, t.at),
  ],
);

/** Calls that used tokens for which no price was set: what they cost is unknown, which is not nothing. */
export const unpricedUsage = pgTable("unpriced_usage", {
  callId: uuid("call_id").primaryKey(),
  at: instant("at").notNull(),
  ...grouping,
  inputTokens: bigint("input_tokens", { mode: "number" }).notNull(),
  outputTokens: bigint("output_tokens", { mode: "number" }).notNull(),
});
