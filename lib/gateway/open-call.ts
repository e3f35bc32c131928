import { hash } from "node:crypto";
import type { PayloadRow } from "@/lib/audit/call-record";
import type { Claim } from "@/lib/budgets/claims";
import { newId } from "@/lib/core/ids";
import type { Principal } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";
import type { CalledKind } from "@/lib/registry/kinds";
import type { Route } from "./admit";
import type { CallIntent, Inbound } from "./call";
import type { Ruling } from "./rule";
import { type Trace, traceOf } from "./trace";

/** One call on its way through the pipeline: what each stage needs and what the next has added. */
export interface OpenCall<K extends CalledKind = CalledKind> {
  readonly id: string;
  readonly startedAt: Date;
  /** From a monotonic clock, in milliseconds: durations must not jump with the wall clock. */
  readonly startedMs: number;
  readonly principal: Principal;
  readonly intent: CallIntent<K>;
  readonly inbound: Inbound;
  readonly trace: Trace;
  readonly requestDigest: string;
}

/** A call that was ruled and has its callee. */
export interface RuledCall<K extends CalledKind = CalledKind> extends OpenCall<K> {
  readonly asset: Asset<K>;
  readonly route: Route;
  readonly ruling: Ruling;
  /** What it asks of the budgets and limits that hold for it; none for most calls. */
  readonly claims: readonly Claim[];
  /** Filled in on the way, from the monotonic clock in milliseconds: when the callee was asked and when its whole answer was there. */
  readonly timing: { askedMs?: number; answeredMs?: number };
}

export function openCall<K extends CalledKind>(
  principal: Principal,
  intent: CallIntent<K>,
  inbound: Inbound,
): OpenCall<K> {
  const startedAt = new Date();
  return {
    id: newId(startedAt.getTime()),
    startedAt,
    startedMs: performance.now(),
    principal,
    intent,
    inbound,
    trace: traceOf(inbound),
    requestDigest: hash("sha256", intent.payload.body, "hex"),
  };
}

/** Characters of a body that are kept. The digest always covers all of it. */
const KEPT_CHARS = 262_144;

/** A body as it goes on record. */
export function payloadRow(
  callId: string,
  direction: PayloadRow["direction"],
  payload: { contentType: string; body: string; digest: string; bytes: number },
): PayloadRow {
  const truncated = payload.body.length > KEPT_CHARS;
  return {
    call_id: callId,
    direction,
    content_type: payload.contentType.slice(0, 200),
    digest: payload.digest,
    bytes: payload.bytes,
    truncated: truncated ? 1 : 0,
    body: truncated ? payload.body.slice(0, KEPT_CHARS) : payload.body,
  };
}
