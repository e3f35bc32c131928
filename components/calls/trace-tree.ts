import type { TraceCall } from "@/lib/records/call.schema";

/** What the timeline needs of a call. A trace may have thousands, so nothing else is sent to the browser. */
export type HopCall = Pick<
  TraceCall,
  | "id"
  | "spanId"
  | "parentSpanId"
  | "startedAt"
  | "endedAt"
  | "durationUs"
  | "upstreamUs"
  | "status"
  | "errorCode"
  | "calleeName"
  | "callerId"
  | "hop"
  | "operation"
  | "method"
>;

/** A call with its place in the tree and on the time axis; `start` and `width` are shares of the whole trace, 0 to 1. */
export interface TraceNode {
  call: HopCall;
  depth: number;
  start: number;
  width: number;
  /** Milliseconds after the trace began. */
  startMs: number;
  /** Share of the call's own time until the callee was asked, and with the callee. */
  before: number;
  upstream: number;
}

const MS_US = 1000;

/**
 * The calls of a trace as a tree, parents before children, oldest first. A call's parent is the call whose span it names; an agent that opens spans of its own hides that, so then it is
 * the latest call before it to the agent that now calls.
 * @param nowMs where calls that still run end
 */
export function traceTree(calls: readonly HopCall[], nowMs: number): TraceNode[] {
  const ordered = [...calls].sort((a, b) => (a.id < b.id ? -1 : 1));
  const children = childrenOf(ordered);
  const { fromMs, spanMs } = traceSpan(ordered, nowMs);
  const nodes: TraceNode[] = [];
  const visit = (parent: string, depth: number) => {
    for (const call of children.get(parent) ?? []) {
      const startMs = Date.parse(call.startedAt) - fromMs;
      const width = Math.max((endOf(call, nowMs) - Date.parse(call.startedAt)) / spanMs, 0);
      const upstream =
        call.durationUs && call.upstreamUs ? Math.min(call.upstreamUs / call.durationUs, 1) : 0;
      nodes.push({ call, depth, start: startMs / spanMs, width, startMs, before: 1 - upstream, upstream });
      visit(call.id, depth + 1);
    }
  };
  visit("", 0);
  return nodes;
}

/** When a trace began and how long it took, in milliseconds. */
export function traceSpan(calls: readonly HopCall[], nowMs: number): { fromMs: number; spanMs: number } {
  let fromMs = Number.POSITIVE_INFINITY;
  let toMs = Number.NEGATIVE_INFINITY;
  for (const call of calls) {
    fromMs = Math.min(fromMs, Date.parse(call.startedAt));
    toMs = Math.max(toMs, endOf(call, nowMs));
  }
  return { fromMs, spanMs: Math.max(toMs - fromMs, 0.001) };
}

function childrenOf(ordered: readonly HopCall[]): Map<string, HopCall[]> {
  const bySpan = new Map<string, HopCall>();
  for (const call of ordered) if (!bySpan.has(call.spanId)) bySpan.set(call.spanId, call);
  const latest = new Map<string, HopCall>();
  const children = new Map<string, HopCall[]>();
  for (const call of ordered) {
    const named = bySpan.get(call.parentSpanId ?? "");
    // Ids grow with time, so a parent is always older: no cycle, whatever the spans claim.
    const parent = named && named.id < call.id ? named : latest.get(`${call.hop - 1} ${call.callerId}`);
    const siblings = children.get(parent?.id ?? "");
    if (siblings) siblings.push(call);
    else children.set(parent?.id ?? "", [call]);
    latest.set(`${call.hop} ${call.calleeName}`, call);
  }
  return children;
}

function endOf(call: HopCall, nowMs: number): number {
  if (call.durationUs !== null) return Date.parse(call.startedAt) + call.durationUs / MS_US;
  return call.endedAt === null ? nowMs : Date.parse(call.endedAt);
}
