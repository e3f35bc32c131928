import { hash } from "node:crypto";
import { buildEntry } from "@/lib/audit/audit-entry";
import type { CallRow, LabelRow, OutcomeRow, ReleaseRow } from "@/lib/audit/call-record";
import type { Written } from "@/lib/audit/recorder";
import type { Batch } from "@/lib/audit/write-batch";
import type { MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { actorRef } from "@/lib/identity/principal";
import { labelsBroughtBy, type TaskLabel } from "@/lib/policy/labels";
import type { CalledKind } from "@/lib/registry/kinds";
import { claimRows, settlementRows, UNMADE } from "./claims-for";
import { toolOf } from "./decide";
import type { GrantUse } from "./grant-uses";
import type { Mesh } from "./mesh";
import { type OpenCall, payloadRow, type RuledCall } from "./open-call";
import type { Ruling } from "./rule";
import { labelScope } from "./task-labels";

/**
 * Makes the call durable, with the use of a task grant that it takes and what it may use of budgets and limits.
 * @returns why nothing was written, if nothing was: its idempotency key or that use was already taken, or a budget or a limit had too little left
 * @throws MeshError `record_unavailable`
 */
export async function recordIntent(mesh: Mesh, call: RuledCall, use: GrantUse | undefined): Promise<Written> {
  const key = keyRow(call);
  const labels = newLabels(mesh, call);
  try {
    const written = await mesh.recorder.write({
      calls: [callRow(mesh, call, call.ruling, "admitted", call.asset.digest, call.route.hop)],
      payloads: [requestPayload(call)],
      entries: [buildEntry(entryOf(call, "admitted", "allow", ruledDetails(call, call.ruling)))],
      keys: key ? [{ ...key, request_digest: keyDigest(call) }] : [],
      labels: labels.map((label) => labelRow(call, label)),
      uses: use
        ? [{ scope: use.scope, grant_digest: use.grantDigest, slot: use.slot, call_id: call.id }]
        : [],
      claims: claimRows(mesh, call),
    });
    // Labels are written whether or not the call was.
    mesh.labels.keep(call.principal, labels);
    return written;
  } catch (err) {
    mesh.recorder.writeEventually(abandoned(call, key));
    throw err;
  }
}

/** Committed with the intent: whatever the callee answers, the task is labelled before the answer can be acted on. */
function newLabels(mesh: Mesh, { principal, asset, intent }: RuledCall): TaskLabel[] {
  const brought = labelsBroughtBy(asset, intent.action, toolOf(asset, intent));
  return brought.length === 0 ? brought : mesh.labels.missing(principal, brought);
}

function labelRow(call: RuledCall, label: TaskLabel): LabelRow {
  return { scope: labelScope(call.principal), label, call_id: call.id, at: call.startedAt.toISOString() };
}

function keyRow(call: RuledCall): ReleaseRow | undefined {
  const { idempotencyKey } = call.intent;
  if (idempotencyKey === undefined) return undefined;
  return { scope: idempotencyScope(call), key: idempotencyKey.slice(0, 512), call_id: call.id };
}

/**
 * The connection may have broken after the commit: then the call stands as admitted although it is never made. So its end is put on record when the database is back, and its key is free for another try.
 */
function abandoned(call: RuledCall, key: ReleaseRow | undefined): Partial<Batch> {
  const at = new Date();
  const id = newId(at.getTime());
  const code = "record_unavailable";
  const outcome: OutcomeRow = {
    id: call.id,
    ended_at: at.toISOString(),
    status: "failed",
    error_code: code,
    error_message: "The call could not be put on record, so it was not made.",
    upstream_status: null,
    response_bytes: 0,
    duration_us: Math.round((performance.now() - call.startedMs) * 1000),
    upstream_us: null,
    first_byte_us: null,
    input_tokens: null,
    output_tokens: null,
    cost: null,
    currency: null,
    outcome_entry_id: id,
  };
  const entry = buildEntry({
    id,
    at,
    type: "io.signalbox.call.failed",
    actor: actorRef(call.principal.caller),
    roles: call.principal.roles,
    object: `${call.asset.kind}:${call.asset.name}`,
    outcome: code,
    callId: call.id,
    payload: { code },
  });
  return {
    outcomes: [outcome],
    entries: [entry],
    releases: key ? [key] : [],
    settlements: settlementRows(call, UNMADE),
  };
}

/** Within what the key of a call counts. */
export function idempotencyScope(call: RuledCall): string {
  return keyScope(actorRef(call.principal.caller), call.asset);
}

/** Within what an idempotency key counts: one caller and one callee. */
export function keyScope(caller: string, callee: { kind: CalledKind; name: string }): string {
  return `${caller} ${callee.kind}:${callee.name}`;
}

/** What a repetition of the call must be equal in. */
export function keyDigest(call: OpenCall): string {
  return call.intent.idempotencyBody === undefined
    ? call.requestDigest
    : hash("sha256", call.intent.idempotencyBody, "hex");
}

/**
 * Puts a refused call on record. If even that is impossible the refusal stands: nothing was sent, and the log of the process has it.
 */
export async function recordRefusal(
  mesh: Mesh,
  call: OpenCall,
  ruling: Ruling,
  err: MeshError,
  where: { digest: string | null; hop: number },
): Promise<void> {
  const status = ruling.decision === "hold" ? "held" : "denied";
  const row: CallRow = {
    ...callRow(mesh, call, ruling, status, where.digest, where.hop),
    error_code: err.code,
    error_message: err.message.slice(0, 2000),
    ended_at: new Date().toISOString(),
  };
  const details = { ...ruledDetails(call, ruling), code: err.code, message: err.message };
  try {
    await mesh.recorder.write({
      calls: [row],
      payloads: [requestPayload(call)],
      entries: [buildEntry(entryOf(call, status, err.code, details))],
    });
  } catch (cause) {
    log.error({ err: cause, call: call.id, code: err.code }, "a refused call could not be recorded");
  }
}

function callRow(
  mesh: Mesh,
  call: OpenCall,
  ruling: Ruling,
  status: CallRow["status"],
  calleeDigest: string | null,
  hop: number,
): CallRow {
  const { intent, principal, trace } = call;
  return {
    id: call.id,
    started_at: call.startedAt.toISOString(),
    replica_id: mesh.replicaId,
    trace_id: trace.traceId,
    span_id: trace.spanId,
    parent_span_id: trace.parentSpanId ?? null,
    protocol: intent.protocol,
    method: intent.method.slice(0, 200),
    action: intent.action,
    caller_kind: principal.caller.kind,
    caller_id: principal.caller.id,
    subject_id: actorRef(principal.subject),
    chain: principal.chain.map(actorRef),
    badge_id: principal.badge?.id ?? null,
    task_id: principal.taskId ?? null,
    callee_kind: intent.callee.kind,
    callee_name: intent.callee.name.slice(0, 200),
    callee_digest: calleeDigest,
    operation: intent.operation?.slice(0, 400) ?? null,
    hop,
    decision: ruling.decision,
    policies: ruling.policies,
    policy_version: ruling.policyVersion,
    inputs: ruling.inputs,
    status,
    error_code: null,
    error_message: null,
    request_bytes: Buffer.byteLength(intent.payload.body),
    ended_at: null,
  };
}

function requestPayload(call: OpenCall) {
  const { body, contentType } = call.intent.payload;
  return payloadRow(call.id, "request", {
    contentType,
    body,
    digest: call.requestDigest,
    bytes: Buffer.byteLength(body),
  });
}

function entryOf(call: OpenCall, what: "admitted" | "denied" | "held", outcome: string, payload: unknown) {
  return {
    id: call.id,
    at: call.startedAt,
    type: `io.signalbox.call.${what}` as const,
    actor: actorRef(call.principal.caller),
    roles: call.principal.roles,
    object: `${call.intent.callee.kind}:${call.intent.callee.name}`,
    outcome,
    callId: call.id,
    payload,
  };
}

/** What the tree proves about a ruling: who through whom, what, by which policies, on which bytes. */
function ruledDetails(call: OpenCall, ruling: Ruling) {
  return {
    badge: call.principal.badge?.id ?? null,
    chain: call.principal.chain.map(actorRef),
    decision: ruling.decision,
    method: call.intent.method,
    operation: call.intent.operation ?? null,
    policies: ruling.policies,
    policy_version: ruling.policyVersion,
    protocol: call.intent.protocol,
    request_sha256: call.requestDigest,
    span: call.trace.spanId,
    trace: call.trace.traceId,
  };
}
