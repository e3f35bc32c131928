import { type MeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { CalledKind } from "@/lib/registry/kinds";
import type { Verdict } from "@/lib/traffic/breaker";
import { breakerOf } from "./admit";
import type { Answer, GovernedAnswer, Hop } from "./call";
import { openDeadline } from "./deadline";
import { inspectAnswer, inspectRequest } from "./inspect";
import type { Mesh } from "./mesh";
import type { RuledCall } from "./open-call";
import { recordOutcome } from "./record-outcome";
import { recordStream } from "./record-stream";
import { hopHeaders, sendUpstream } from "./upstream";

/** Stages 6 to 10, for a call whose intent is durable. @throws MeshError with the failure that is on record */
export async function carry<K extends CalledKind>(mesh: Mesh, call: RuledCall<K>): Promise<GovernedAnswer> {
  const deadline = openDeadline(mesh.config.callDeadlineMs, call.inbound);
  const close = () => {
    deadline.close();
    mesh.inFlight.remove(call.trace.spanId, call.id);
  };
  mesh.inFlight.add(call.trace.spanId, {
    callId: call.id,
    startedAtMs: call.startedAt.getTime(),
    hop: call.route.hop,
    path: call.route.path,
    abort: deadline.abort,
  });
  try {
    const answer = await forward(mesh, call, deadline.signal);
    mesh.breakers.tell(breakerOf(call.asset), OVERLOADED.has(answer.upstreamStatus) ? "failed" : "ok");
    if (answer.kind === "stream") {
      const body = recordStream(mesh, call, answer, deadline, close);
      await body.next();
      return { ...withCallId(answer, call.id), body } as GovernedAnswer;
    }
    await recordOutcome(mesh, call, { answer });
    close();
    return withCallId(answer, call.id);
  } catch (thrown) {
    close();
    const err = toMeshError(thrown);
    mesh.breakers.tell(breakerOf(call.asset), verdictOf(err));
    if (err.code === "internal") log.error({ err, call: call.id }, "a call failed inside the mesh");
    if (err.code !== "record_unavailable") await recordFailure(mesh, call, err);
    throw err;
  }
}

async function forward<K extends CalledKind>(
  mesh: Mesh,
  call: RuledCall<K>,
  signal: AbortSignal,
): Promise<Answer> {
  await inspectRequest(mesh, call, signal);
  const headers = await hopHeaders(mesh, call.principal, call.asset, call.trace, call.id);
  const hop: Hop<K> = {
    callId: call.id,
    asset: call.asset,
    headers,
    signal,
    send: (request) => {
      call.timing.askedMs ??= performance.now();
      return sendUpstream(mesh, request, headers, signal);
    },
  };
  const answer = await call.intent.forward(hop);
  if (answer.kind === "whole") call.timing.answeredMs = performance.now();
  return inspectAnswer(mesh, call, answer, signal);
}

/** What a callee or the proxy before it says when it cannot take calls; 529 is Anthropic's. A 500 may be the fault of one request. */
const OVERLOADED = new Set([502, 503, 504, 529]);

/** A deadline that the caller chose says nothing about the callee. */
function verdictOf(err: MeshError): Verdict {
  return err.code === "upstream_unreachable" || err.code === "upstream_timeout" ? "failed" : "none";
}

/** A failure is on record before the caller hears of it; a record that is away is told instead, and the outcome follows when it is back. */
async function recordFailure(mesh: Mesh, call: RuledCall, err: MeshError): Promise<void> {
  const status = err.code === "cancelled" ? "cancelled" : err.code === "guard_rejected" ? "denied" : "failed";
  await recordOutcome(mesh, call, { status, err });
}

function withCallId(answer: Answer, callId: string): GovernedAnswer {
  return { ...answer, headers: { ...answer.headers, "signalbox-call-id": callId }, callId, replayed: false };
}
