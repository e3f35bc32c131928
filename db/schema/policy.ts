import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Replays of recorded decisions under other policies: what was asked, how far it is, what it found. Kept a week, so that a link to one can be followed. */
export const policyReplays = pgTable(
  "policy_replays",
  {
    id: uuid("id").primaryKey(),
    /** `kind:id` of who asked. */
    startedBy: text("started_by").notNull(),
    startedAt: instant("started_at").notNull().defaultNow(),
    /** Last sign of life of the process that works on it, or in which it waits. */
    updatedAt: instant("updated_at").notNull().defaultNow(),
    status: text("status").notNull().default("running"),
    /** Policy assets that are put or taken away. */
    draft: jsonb("draft").notNull(),
    /** How many decisions, of which time. */
    asked: jsonb("asked").notNull(),
    total: integer("total").notNull().default(0),
    looked: integer("looked").notNull().default(0),
    result: jsonb("result"),
    error: text("error"),
  },
  (t) => [index("policy_replays_started").on(t.startedAt)],
);
