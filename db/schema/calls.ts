import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns";

/**
 * One governed use of an asset; also its span. Inserted as intent, updated once with the outcome. Partitioned by day: ids are UUID version 7, so a range of ids is a range
 * of time and a look-up by id touches one partition. No index holds a column that the outcome changes, so the update stays on its page.
 */
export const calls = pgTable(
  "calls",
  {
    id: uuid("id").primaryKey(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    replicaId: uuid("replica_id").notNull(),
    traceId: text("trace_id").notNull(),
    spanId: text("span_id").notNull(),
    parentSpanId: text("parent_span_id"),
    protocol: text("protocol").notNull(),
    method: text("method").notNull(),
    action: text("action").notNull(),
    callerKind: text("caller_kind").notNull(),
    callerId: text("caller_id").notNull(),
    /** Whom the caller acts for: first of the delegation chain. Equal to the caller without delegation. */
    subjectId: text("subject_id").notNull(),
    /** `kind:id` from the subject to the caller. */
    chain: text("chain").array().notNull(),
    badgeId: text("badge_id"),
    taskId: text("task_id"),
    calleeKind: text("callee_kind").notNull(),
    calleeName: text("callee_name").notNull(),
    calleeDigest: text("callee_digest"),
    /** The tool, skill or model behind the callee's door. */
    operation: text("operation"),
    hop: integer("hop").notNull(),
    decision: text("decision").notNull(),
    policies: text("policies").array().notNull().default(sql`'{}'::text[]`),
    policyVersion: text("policy_version").notNull(),
    /** What the policies saw: request context and entities' attributes, as far as the rule read them. */
    inputs: jsonb("inputs").notNull(),
    status: text("status").notNull(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    upstreamStatus: integer("upstream_status"),
    requestBytes: integer("request_bytes").notNull(),
    responseBytes: bigint("response_bytes", { mode: "number" }),
    durationUs: bigint("duration_us", { mode: "number" }),
    upstreamUs: bigint("upstream_us", { mode: "number" }),
    firstByteUs: bigint("first_byte_us", { mode: "number" }),
    inputTokens: bigint("input_tokens", { mode: "number" }),
    outputTokens: bigint("output_tokens", { mode: "number" }),
    cost: numeric("cost", { precision: 24, scale: 12 }),
    currency: text("currency"),
    /** Audit entry of the outcome; the intent's entry has the call's own id. */
    outcomeEntryId: uuid("outcome_entry_id"),
  },
  (t) => [
    index("calls_caller").on(t.callerId, t.id),
    index("calls_callee").on(t.calleeName, t.id),
    index("calls_trace").on(t.traceId),
  ],
);

/** What was sent and answered, apart from the record so that it can be erased while every proof still holds. */
export const payloads = pgTable(
  "payloads",
  {
    callId: uuid("call_id").notNull(),
    direction: text("direction").notNull(),
    contentType: text("content_type").notNull(),
    /** SHA-256 over all bytes, also where `body` was cut. */
    digest: text("digest").notNull(),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    truncated: integer("truncated").notNull().default(0),
    body: text("body"),
  },
  (t) => [primaryKey({ columns: [t.callId, t.direction] })],
);

/** One effect per key: a repeated message gets the first one's answer. Kept 24 hours. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    scope: text("scope").notNull(),
    key: text("key").notNull(),
    requestDigest: text("request_digest").notNull(),
    callId: uuid("call_id").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.key] }), index("idempotency_keys_at").on(t.at)],
);

/** Processes of this mesh. A replica that stops its heartbeat is dead; calls it left open become `outcome_unknown`. */
export const replicas = pgTable("replicas", {
  id: uuid("id").primaryKey(),
  role: text("role").notNull(),
  host: text("host").notNull(),
  pid: integer("pid").notNull(),
  startedAt: instant("started_at").notNull().defaultNow(),
  lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
  /** Start of the oldest call in flight at the last heartbeat: where the search for open calls begins. */
  openSince: instant("open_since"),
  stoppedAt: instant("stopped_at"),
});

/** Tasks that agents keep, by the caller who made them: nobody else may see or touch one. */
export const a2aTasks = pgTable(
  "a2a_tasks",
  {
    agentName: text("agent_name").notNull(),
    taskId: text("task_id").notNull(),
    contextId: text("context_id"),
    ownerId: text("owner_id").notNull(),
    callId: uuid("call_id").notNull(),
    /** The idempotency key of the message that made the task. */
    messageKey: text("message_key"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.agentName, t.taskId] }),
    index("a2a_tasks_context").on(t.agentName, t.contextId),
  ],
);

/** Where a caller wants to be told about a task. The mesh receives from the agent and delivers to the caller's address. */
export const a2aPushConfigs = pgTable(
  "a2a_push_configs",
  {
    /** As the caller named it. */
    id: text("id").notNull(),
    agentName: text("agent_name").notNull(),
    /** Empty until the agent has said which task the message made. */
    taskId: text("task_id").notNull(),
    ownerId: text("owner_id").notNull(),
    url: text("url").notNull(),
    /** Last part of the address that the agent calls. */
    hookId: text("hook_id").primaryKey(),
    /** Generation of the protocol that the caller's webhook expects. */
    generation: text("generation").notNull(),
    /** The caller's token and credentials, sealed. */
    sealed: bytea("sealed").notNull(),
    /** SHA-256 of the token that the agent must present at the mesh's own webhook. */
    inboundTokenHash: text("inbound_token_hash").notNull(),
    /** The receiver would not take a notification however often it was tried; nothing more is sent there until the caller registers the webhook anew. */
    disabledAt: instant("disabled_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("a2a_push_configs_named")
      .on(t.agentName, t.taskId, t.ownerId, t.id)
      .where(sql`task_id <> ''`),
  ],
);
