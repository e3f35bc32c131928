import { newSpanId, newTraceId } from "@/lib/core/ids";
import type { Inbound } from "./call";

/** Where a call stands in its trace (W3C Trace Context). */
export interface Trace {
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  tracestate: string | undefined;
}

/** Continues the caller's trace or starts one. */
export function traceOf(inbound: Inbound): Trace {
  const [, traceId, parentSpanId] = inbound.traceparent?.split("-") ?? [];
  return {
    traceId: traceId ?? newTraceId(),
    spanId: newSpanId(),
    parentSpanId,
    tracestate: inbound.tracestate,
  };
}
