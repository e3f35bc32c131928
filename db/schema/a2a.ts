import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Conversations at an agent, by the caller who first used each: nobody else may join one. */
export const a2aContexts = pgTable(
  "a2a_contexts",
  {
    agentName: text("agent_name").notNull(),
    contextId: text("context_id").notNull(),
    ownerId: text("owner_id").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.agentName, t.contextId] })],
);

/**
 * Notifications on their way to a caller's webhook. A row goes when its delivery is on record; one that was given up stays for a month as a dead letter. `claimed_until` keeps two
 * replicas from sending the same one; a replica that dies lets go by time.
 */
export const a2aPushDeliveries = pgTable(
  "a2a_push_deliveries",
  {
    id: uuid("id").primaryKey(),
    agentName: text("agent_name").notNull(),
    /** The registration's own id, of which the caller's configuration is one member. */
    hookId: text("hook_id").notNull(),
    contentType: text("content_type").notNull(),
    body: text("body").notNull(),
    attempts: integer("attempts").notNull().default(0),
    nextAt: instant("next_at").notNull().defaultNow(),
    claimedUntil: instant("claimed_until"),
    /** When it was given up, and why. */
    deadAt: instant("dead_at"),
    outcome: text("outcome"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("a2a_push_deliveries_next").on(t.nextAt).where(sql`dead_at is null`),
    index("a2a_push_deliveries_hook").on(t.hookId, t.id),
  ],
);

/** Notifications that agents have signed with an id of their own, so that each counts once. */
export const a2aPushReceived = pgTable(
  "a2a_push_received",
  {
    hookId: text("hook_id").notNull(),
    webhookId: text("webhook_id").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.hookId, t.webhookId] }), index("a2a_push_received_at").on(t.at)],
);
