import { z } from "zod";
import { CALL_DECISIONS, CALL_STATUSES } from "./call-names.schema";

const instant = z.iso.datetime();
const text = z.string();
const count = z.number().int().nonnegative();

/** A call as lists show it. Durations in microseconds, instants in ISO 8601, cost as an exact decimal text. */
export const callSummary = z.object({
  id: z.uuid(),
  startedAt: instant,
  endedAt: instant.nullable(),
  traceId: text,
  spanId: text,
  parentSpanId: text.nullable(),
  protocol: text,
  method: text,
  callerKind: text,
  callerId: text,
  subjectId: text,
  calleeKind: text,
  calleeName: text,
  operation: text.nullable(),
  hop: count,
  decision: z.enum(CALL_DECISIONS),
  policies: z.array(text),
  status: z.enum(CALL_STATUSES),
  errorCode: text.nullable(),
  durationUs: count.nullable(),
  inputTokens: count.nullable(),
  outputTokens: count.nullable(),
  cost: text.nullable(),
  currency: text.nullable(),
});
export type CallSummary = z.infer<typeof callSummary>;

/** What was sent or answered. `body` is a stranger's text. */
export const callPayload = z.object({
  direction: z.enum(["request", "response"]),
  contentType: text,
  digest: text,
  bytes: count,
  truncated: z.boolean(),
  body: text.nullable(),
});
export type CallPayload = z.infer<typeof callPayload>;

/** A policy that decided, with its text as it is now. `text` is missing when the policy has been changed or removed since. */
export const callPolicy = z.object({
  id: text,
  asset: text.optional(),
  effect: z.enum(["permit", "forbid"]).optional(),
  title: text.optional(),
  reason: text.optional(),
  remedy: text.optional(),
  text: text.optional(),
});
export type CallPolicy = z.infer<typeof callPolicy>;

/** One call of a trace, with where its time went. */
export const traceCall = callSummary.extend({ upstreamUs: count.nullable(), firstByteUs: count.nullable() });
export type TraceCall = z.infer<typeof traceCall>;

/** One kind of token with its price for a million and what it came to. */
export const costLine = z.object({ unit: text, tokens: count, perMillion: text, cost: text });

/** Everything on record about one call. */
export const callDetail = traceCall.extend({
  action: text,
  chain: z.array(text),
  badgeId: text.nullable(),
  taskId: text.nullable(),
  calleeDigest: text.nullable(),
  calleeVersion: count.nullable(),
  policyVersion: text,
  inputs: z.unknown(),
  errorMessage: text.nullable(),
  upstreamStatus: z.number().int().nullable(),
  requestBytes: count,
  responseBytes: count.nullable(),
  outcomeEntryId: z.uuid().nullable(),
  explained: z.array(callPolicy),
  payloads: z.array(callPayload),
  ledger: z
    .object({
      model: text.nullable(),
      cost: text,
      currency: text,
      /** Their costs add up to `cost` exactly. */
      lines: z.array(costLine),
      /** Counted by the mesh, because the provider did not say. */
      estimated: z.boolean(),
    })
    .nullable(),
  trace: z.array(traceCall),
  /** Whether the trace has more calls than are listed. */
  traceCut: z.boolean(),
});
export type CallDetail = z.infer<typeof callDetail>;
