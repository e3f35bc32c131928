import { hash } from "node:crypto";
import { buildEntry } from "@/lib/audit/audit-entry";
import type { OutcomeRow } from "@/lib/audit/call-record";
import type { Batch } from "@/lib/audit/write-batch";
import { type MeshError, toMeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorRef } from "@/lib/identity/principal";
import type { Answer, Failure } from "./call";
import { settlementRows } from "./claims-for";
import { countCall } from "./count-call";
import type { Mesh } from "./mesh";
import { payloadRow, type RuledCall } from "./open-call";
import { type Settlement, settle } from "./settle";

/** How a call ended. */
export interface Ending {
  answer?: Answer;
  /** For a stream: what passed. */
  body?: { text: string; bytes: number; digest: string };
  firstByteMs?: number | undefined;
  status?: OutcomeRow["status"];
  err?: MeshError;
}

/**
 * Stages 9 and 10. Settles the cost and makes the outcome durable.
 * @throws MeshError `record_unavailable`; the outcome then follows when the record is back, and until then the call shows as open
 */
export async function recordOutcome(mesh: Mesh, call: RuledCall, ending: Ending): Promise<void> {
  const { rows, outcome } = outcomeRows(call, ending);
  countCall(call, outcome.status, outcome.error_code, outcome.duration_us);
  try {
    await mesh.recorder.write(rows);
  } catch (err) {
    mesh.recorder.writeEventually(rows);
    throw toMeshError(err);
  }
}

function outcomeRows(call: RuledCall, ending: Ending): { rows: Partial<Batch>; outcome: OutcomeRow } {
  const endedAt = new Date();
  const entryId = newId(endedAt.getTime());
  const body = bodyOf(ending);
  const status = statusOf(ending);
  const settlement = settle(call, ending.answer, endedAt, status);
  const outcome = outcomeRow(call, ending, endedAt, entryId, body?.bytes ?? 0, settlement, status);
  const entry = buildEntry({
    id: entryId,
    at: endedAt,
    type: `io.signalbox.call.${outcome.status}`,
    actor: actorRef(call.principal.caller),
    roles: call.principal.roles,
    object: `${call.asset.kind}:${call.asset.name}`,
    outcome: outcome.error_code ?? "ok",
    callId: call.id,
    payload: {
      code: outcome.error_code,
      cost: outcome.cost,
      currency: outcome.currency,
      duration_us: outcome.duration_us,
      input_tokens: outcome.input_tokens,
      output_tokens: outcome.output_tokens,
      response_sha256: body?.digest ?? null,
      upstream_status: outcome.upstream_status,
    },
  });
  const contentType = ending.answer?.headers["content-type"] ?? "";
  const rows: Partial<Batch> = { outcomes: [outcome], entries: [entry] };
  if (body) {
    rows.payloads = [
      payloadRow(call.id, "response", {
        contentType,
        body: body.text,
        digest: body.digest,
        bytes: body.bytes,
      }),
    ];
  }
  if (settlement.line) rows.ledger = [settlement.line];
  if (settlement.unpriced) rows.unpriced = [settlement.unpriced];
  if (call.claims.length > 0) {
    rows.settlements = settlementRows(call, {
      usage: settlement.usage,
      paid: settlement.line,
      mayHaveUsed: mayHaveUsed(call, outcome),
    });
  }
  return { rows, outcome };
}

/** How a call ends in which the callee may have worked for nothing that it told of. */
const UNTOLD: ReadonlySet<string | null> = new Set([
  "upstream_timeout",
  "deadline_exceeded",
  "upstream_invalid",
]);

function mayHaveUsed({ timing }: RuledCall, { status, error_code }: OutcomeRow): boolean {
  if (timing.askedMs === undefined) return false;
  return status === "completed" || status === "cancelled" || UNTOLD.has(error_code);
}

function bodyOf(ending: Ending): Ending["body"] {
  if (ending.body) return ending.body;
  if (ending.answer?.kind !== "whole") return undefined;
  const text = ending.answer.body;
  return { text, bytes: Buffer.byteLength(text), digest: hash("sha256", text, "hex") };
}

function outcomeRow(
  call: RuledCall,
  ending: Ending,
  endedAt: Date,
  entryId: string,
  responseBytes: number,
  { usage, line }: Settlement,
  status: OutcomeRow["status"],
): OutcomeRow {
  const { answer } = ending;
  const failure = failureOf(ending);
  return {
    id: call.id,
    ended_at: endedAt.toISOString(),
    status,
    error_code: failure?.code ?? null,
    error_message: failure?.message.slice(0, 2000) ?? null,
    upstream_status: answer?.upstreamStatus ?? null,
    response_bytes: responseBytes,
    duration_us: Math.round((performance.now() - call.startedMs) * 1000),
    upstream_us: upstreamUs(call),
    first_byte_us: ending.firstByteMs === undefined ? null : Math.round(ending.firstByteMs * 1000),
    input_tokens: usage?.inputTokens ?? null,
    output_tokens: usage?.outputTokens ?? null,
    cost: line?.cost ?? null,
    currency: line?.currency ?? null,
    outcome_entry_id: entryId,
  };
}

function statusOf(ending: Ending): OutcomeRow["status"] {
  return ending.status ?? (failureOf(ending) ? "failed" : "completed");
}

function failureOf({ answer, err }: Ending): Failure | undefined {
  return err ?? (answer?.kind === "stream" ? answer.failure?.() : answer?.failure);
}

/** How long the callee had it, a stream until its end; null when it was never asked. */
function upstreamUs({ timing }: RuledCall): number | null {
  if (timing.askedMs === undefined) return null;
  return Math.round(((timing.answeredMs ?? performance.now()) - timing.askedMs) * 1000);
}
