import { trimEnd } from "@/lib/core/trim-end";
import type { CallDetail } from "@/lib/records/call.schema";
import { formatBytes, formatCount } from "../format/format-count";
import { formatDuration } from "../format/format-duration";

/** One step of a governed call, as far as the record tells. */
export interface Stage {
  name: string;
  state: "ok" | "refused" | "failed" | "skipped" | "running";
  detail: string;
  /** Microseconds, where they were measured. */
  tookUs: number | null;
}

type Staged = Pick<
  CallDetail,
  | "callerKind"
  | "callerId"
  | "decision"
  | "policies"
  | "status"
  | "errorCode"
  | "durationUs"
  | "upstreamUs"
  | "firstByteUs"
  | "upstreamStatus"
  | "responseBytes"
  | "inputTokens"
  | "outputTokens"
  | "cost"
  | "currency"
>;

/** Refusals that come after the policies said yes. */
const AT_ADMISSION = new Set([
  "rate_limited",
  "budget_exhausted",
  "quota_exceeded",
  "hop_limit",
  "loop_detected",
  "call_in_progress",
  "idempotency_mismatch",
]);

/** The way of a call through the mesh, from its badge to its outcome. What was not reached is `skipped`. */
export function stagesOf(call: Staged): Stage[] {
  const open = call.status === "admitted";
  const refused = call.status === "denied" || call.status === "held";
  const atAdmission = refused && AT_ADMISSION.has(call.errorCode ?? "");
  const sent = call.upstreamUs !== null || call.upstreamStatus !== null;
  const ended = !open && !refused;
  return [
    { name: "Authenticated", state: "ok", detail: `as ${call.callerKind} ${call.callerId}`, tookUs: null },
    {
      name: "Decided",
      state: refused && !atAdmission ? "refused" : "ok",
      detail: decided(call, atAdmission),
      tookUs: null,
    },
    {
      name: "Admitted",
      state: atAdmission ? "refused" : refused ? "skipped" : "ok",
      detail: atAdmission ? (call.errorCode ?? "") : refused ? "" : "within its limits",
      tookUs: null,
    },
    { name: "Ruling on record", state: "ok", detail: "before anything was sent", tookUs: inMeshUs(call) },
    upstream(call, sent, open),
    firstByte(call, sent, open),
    {
      name: "Settled",
      state: ended && sent ? "ok" : open ? "running" : "skipped",
      detail: ended && sent ? settled(call) : "",
      tookUs: null,
    },
    {
      name: "Outcome on record",
      state: ended ? "ok" : open ? "running" : "skipped",
      detail: ended ? "before the last byte was passed on" : refused ? "the ruling is the outcome" : "",
      tookUs: ended ? call.durationUs : null,
    },
  ];
}

/** Microseconds that the mesh itself took until it asked the callee; null when it did not, or when that was not measured. */
export function inMeshUs({
  durationUs,
  upstreamUs,
}: Pick<Staged, "durationUs" | "upstreamUs">): number | null {
  if (durationUs === null || upstreamUs === null) return null;
  return Math.max(durationUs - upstreamUs, 0);
}

function decided(call: Staged, atAdmission: boolean): string {
  const by = call.policies.length > 0 ? `by ${call.policies.join(", ")}` : "";
  if (call.decision === "allow" || atAdmission) return `allowed ${by}`.trim();
  return `${call.decision === "hold" ? "held" : "denied"} ${by || (call.errorCode ?? "")}`.trim();
}

function upstream(call: Staged, sent: boolean, open: boolean): Stage {
  const failed = call.status === "failed" || call.status === "outcome_unknown";
  const name = "Sent to the callee";
  if (!sent)
    return {
      name,
      state: open ? "running" : failed ? "failed" : "skipped",
      detail: open ? "" : "not a byte was sent",
      tookUs: null,
    };
  const status = call.upstreamStatus === null ? "no answer" : `status ${call.upstreamStatus}`;
  return {
    name,
    state: failed ? "failed" : "ok",
    detail: failed && call.errorCode ? `${status}, ${call.errorCode}` : status,
    tookUs: call.upstreamUs,
  };
}

function firstByte(call: Staged, sent: boolean, open: boolean): Stage {
  const name = "First byte";
  if (call.firstByteUs !== null)
    return {
      name,
      state: "ok",
      detail: `after ${formatDuration(call.firstByteUs)}, streamed on`,
      tookUs: null,
    };
  if (!sent || call.responseBytes === null)
    return { name, state: open ? "running" : "skipped", detail: "", tookUs: null };
  return { name, state: "ok", detail: `whole answer, ${formatBytes(call.responseBytes)}`, tookUs: null };
}

function settled({ cost, currency, inputTokens, outputTokens }: Staged): string {
  if (cost !== null) return `${exact(cost)} ${currency ?? ""}`.trim();
  if (inputTokens === null && outputTokens === null) return "nothing to pay";
  return `${formatCount(inputTokens)} tokens in, ${formatCount(outputTokens)} out, no price`;
}

/** A decimal without the zeros at its end, which say nothing. */
function exact(cost: string): string {
  return cost.includes(".") ? trimEnd(trimEnd(cost, "0"), ".") : cost;
}
