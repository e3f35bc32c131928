import { index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** What a task has come into contact with. Labels are never taken away; a task whose badge is long gone is forgotten with them. */
export const taskLabels = pgTable(
  "task_labels",
  {
    /** The task, or the first badge of a lineage that has none, or a caller without a badge. */
    scope: text("scope").notNull(),
    label: text("label").notNull(),
    /** The call that brought it. */
    callId: uuid("call_id").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.label] }), index("task_labels_at").on(t.at)],
);

/** Calls made under task grants with a number of uses. A grant for n calls has the slots 1 to n, so that no two replicas can give out the same one. */
export const grantUses = pgTable(
  "grant_uses",
  {
    /** The task. */
    scope: text("scope").notNull(),
    grantDigest: text("grant_digest").notNull(),
    slot: integer("slot").notNull(),
    callId: uuid("call_id").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.grantDigest, t.slot] }), index("grant_uses_at").on(t.at)],
);
