import type { TraceCall } from "@/lib/records/call.schema";

/** A call with its place in the tree and on the time axis; `start` and `width` are shares of the whole trace, 0 to 1. */
export interface TraceNode {
  call: TraceCall;
  depth: number;
  start: number;
  width: number;
  /** Share of the call's own time until the callee took over, and with the callee. */
  before: number;
  upstream: number;
}

const MS_US = 1000;

/**
 * The calls of a trace as a tree, parents before children, oldest first. A call's parent is the call whose span it names; an agent that opens spans of its own hides that, so then it is
 * the latest call before it to the agent that now calls.
 * @param nowMs where calls that still run end
 */
export function traceTree(calls: readonly TraceCall[], nowMs: number): TraceNode[] {
  const ordered = [...calls].sort((a, b) => (a.id < b.id ? -1 : 1));
  const children = new Map<string, TraceCall[]>();
  for (const call of ordered) {
    const parent = parentOf(call, ordered)?.id ?? "";
    children.set(parent, [...(children.get(parent) ?? []), call]);
  }
  const from = Math.min(...ordered.map((call) => Date.parse(call.startedAt)));
  const to = Math.max(...ordered.map((call) => endOf(call, nowMs)));
  const span = Math.max(to - from, 0.001);
  const nodes: TraceNode[] = [];
  const visit = (parent: string, depth: number) => {
    for (const call of children.get(parent) ?? []) {
      const start = (Date.parse(call.startedAt) - from) / span;
      const width = Math.max((endOf(call, nowMs) - Date.parse(call.startedAt)) / span, 0);
      const upstream =
        call.durationUs && call.upstreamUs ? Math.min(call.upstreamUs / call.durationUs, 1) : 0;
      nodes.push({ call, depth, start, width, before: (1 - upstream) / 2, upstream });
      visit(call.id, depth + 1);
    }
  };
  visit("", 0);
  return nodes;
}

function parentOf(call: TraceCall, ordered: readonly TraceCall[]): TraceCall | undefined {
  const bySpan = ordered.find((other) => other.spanId === call.parentSpanId && other.id !== call.id);
  // Ids grow with time, so a parent is always older: no cycle, whatever the spans claim.
  if (bySpan && bySpan.id < call.id) return bySpan;
  return ordered.findLast(
    (other) => other.id < call.id && other.calleeName === call.callerId && other.hop === call.hop - 1,
  );
}

function endOf(call: TraceCall, nowMs: number): number {
  if (call.durationUs !== null) return Date.parse(call.startedAt) + call.durationUs / MS_US;
  return call.endedAt === null ? nowMs : Date.parse(call.endedAt);
}
