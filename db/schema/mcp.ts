import { index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Sessions of MCP clients that speak a revision up to 2025-11-25. The row holds the SHA-256 of the session id: a dump opens no session. A session belongs to the chain of actors that opened it and
 * is as good as absent for everybody else. Any replica serves any session.
 */
export const mcpSessions = pgTable(
  "mcp_sessions",
  {
    idHash: text("id_hash").primaryKey(),
    /** Name of the server asset; empty for the door that joins all servers. */
    server: text("server").notNull(),
    owner: text("owner").notNull(),
    /** The callee's own session id, if it gave one. */
    upstreamId: text("upstream_id"),
    protocolVersion: text("protocol_version").notNull(),
    clientInfo: jsonb("client_info").notNull(),
    clientCapabilities: jsonb("client_capabilities").notNull(),
    logLevel: text("log_level"),
    /** Resources that the client subscribed to, for a callee that has no sessions to remember them. */
    subscriptions: text("subscriptions").array().notNull(),
    /** Signs event ids, so that one of another session is refused. */
    eventKey: text("event_key").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
  },
  (t) => [index("mcp_sessions_seen").on(t.lastSeenAt)],
);

/** What a client answered to a question of the mesh, on its way to the replica that asked. */
export const mcpReplies = pgTable(
  "mcp_replies",
  {
    sessionHash: text("session_hash").notNull(),
    requestId: text("request_id").notNull(),
    body: text("body").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.sessionHash, t.requestId] }), index("mcp_replies_at").on(t.at)],
);

/**
 * A call whose callee asks its caller something while it works, for a caller whose revision answers in a second request (2026-07-28, multi round-trip requests). One replica holds the callee's stream; the
 * row brings what came next to whichever replica gets the second request.
 */
export const mcpHeldCalls = pgTable(
  "mcp_held_calls",
  {
    idHash: text("id_hash").primaryKey(),
    server: text("server").notNull(),
    owner: text("owner").notNull(),
    upstreamId: text("upstream_id"),
    protocolVersion: text("protocol_version").notNull(),
    /** The callee's request id by the key under which the caller was asked. */
    inputs: jsonb("inputs").notNull(),
    /** Everything the callee sent after the question, up to its next question or its answer. */
    outcome: text("outcome"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [index("mcp_held_calls_created").on(t.createdAt)],
);

/**
 * Tasks that callees made for callers. The callee sees the mesh as one client, so the wall between callers stands here: a task is as good as absent for everybody but the chain of actors whose call made it.
 */
export const mcpTasks = pgTable(
  "mcp_tasks",
  {
    server: text("server").notNull(),
    taskId: text("task_id").notNull(),
    owner: text("owner").notNull(),
    /** The tool whose call it is: whoever may no longer call the tool no longer gets at the task. */
    tool: text("tool").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.server, t.taskId] }), index("mcp_tasks_created").on(t.createdAt)],
);
