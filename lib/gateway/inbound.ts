import type { Inbound } from "./call";
import { exchangeOf } from "./node-exchange";

const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const NO_TRACE = /^00-(0{32}-|[0-9a-f]{32}-0{16}-)/;
const MAX_TIMEOUT_MS = 3_600_000;

/** Reads what a request says about its call. Malformed trace headers are dropped, as W3C Trace Context section 3.2 demands. */
export function readInbound(request: Request): Inbound {
  const traceparent = request.headers.get("traceparent") ?? undefined;
  const timeoutMs = Number(request.headers.get("signalbox-timeout-ms") ?? Number.NaN);
  const valid = traceparent !== undefined && TRACEPARENT.test(traceparent) && !NO_TRACE.test(traceparent);
  return {
    traceparent: valid ? traceparent : undefined,
    tracestate: valid ? request.headers.get("tracestate")?.slice(0, 512) : undefined,
    timeoutMs: timeoutMs > 0 ? Math.min(timeoutMs, MAX_TIMEOUT_MS) : undefined,
    signal: goneSignal(request),
  };
}

/** Aborts when the caller goes away before its answer is out. */
function goneSignal(request: Request): AbortSignal {
  const outgoing = exchangeOf(request)?.outgoing;
  if (!outgoing) return request.signal;
  const controller = new AbortController();
  const onClose = () => {
    if (!outgoing.writableFinished) controller.abort();
  };
  if (outgoing.destroyed) onClose();
  else outgoing.once("close", onClose);
  return controller.signal;
}
