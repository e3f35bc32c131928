import { index, numeric, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Money, calls or tokens: as fine as a cost. */
const amount = (name: string) => numeric(name, { precision: 30, scale: 12 });

/** What was used of a budget or a limit in one of its windows, and what calls in flight may still use. Written by `claim_meters` alone, in the commit of a call's intent or outcome. */
export const meters = pgTable(
  "meters",
  {
    assetId: uuid("asset_id").notNull(),
    /** What is counted and over which time: `budget month USD`, `rate second`, `concurrency`. */
    meter: text("meter").notNull(),
    /** The epoch for what has no window. */
    windowStart: instant("window_start").notNull(),
    used: amount("used").notNull().default("0"),
    reserved: amount("reserved").notNull().default("0"),
    /** When the first call was counted. */
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.assetId, t.meter, t.windowStart] })],
);

/** What a call in flight may use, until its outcome is on record. */
export const reservations = pgTable(
  "reservations",
  {
    callId: uuid("call_id").notNull(),
    assetId: uuid("asset_id").notNull(),
    meter: text("meter").notNull(),
    windowStart: instant("window_start").notNull(),
    /** Who carries the call: what a process that died had reserved is given back. */
    replicaId: uuid("replica_id").notNull(),
    amount: amount("amount").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.callId, t.assetId, t.meter] }),
    index("reservations_replica").on(t.replicaId),
  ],
);

/** That somebody was told of a share of a budget, so that it is told once for each amount and period. */
export const budgetAlerts = pgTable(
  "budget_alerts",
  {
    assetId: uuid("asset_id").notNull(),
    windowStart: instant("window_start").notNull(),
    /** The amount of which the share was reached. */
    amount: amount("amount").notNull(),
    share: numeric("share", { precision: 8, scale: 4 }).notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.assetId, t.windowStart, t.amount, t.share] })],
);
