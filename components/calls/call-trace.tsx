import type { CallDetail } from "@/lib/records/call.schema";
import { Panel } from "../data/panel";
import { formatCounted } from "../format/format-count";
import { HopTimeline } from "./hop-timeline";
import type { HopCall } from "./trace-tree";

/** The calls of the trace on one time axis. */
export function CallTrace({ call }: { call: CallDetail }) {
  if (call.trace.length === 0) return null;
  const count = call.traceCut ? `first ${call.trace.length} calls` : formatCounted(call.trace.length, "call");
  return (
    <Panel title="Hops" anchor="hops" aside={count}>
      <HopTimeline calls={call.trace.map(hopOf)} current={call.id} />
    </Panel>
  );
}

function hopOf(call: CallDetail["trace"][number]): HopCall {
  return {
    id: call.id,
    spanId: call.spanId,
    parentSpanId: call.parentSpanId,
    startedAt: call.startedAt,
    endedAt: call.endedAt,
    durationUs: call.durationUs,
    upstreamUs: call.upstreamUs,
    status: call.status,
    errorCode: call.errorCode,
    calleeName: call.calleeName,
    callerId: call.callerId,
    hop: call.hop,
    operation: call.operation,
    method: call.method,
  };
}
