import { describe, expect, it } from "vitest";
import type { TraceCall } from "@/lib/records/call.schema";
import { traceTree } from "./trace-tree";

const T0 = Date.parse("2026-01-01T00:00:00.000Z");
const call = (
  id: string,
  atMs: number,
  durationMs: number | null,
  more: Partial<TraceCall> = {},
): TraceCall =>
  ({
    id,
    spanId: `span-${id}`,
    parentSpanId: null,
    startedAt: new Date(T0 + atMs).toISOString(),
    endedAt: durationMs === null ? null : new Date(T0 + atMs + durationMs).toISOString(),
    durationUs: durationMs === null ? null : durationMs * 1000,
    upstreamUs: null,
    callerId: "someone",
    calleeName: "something",
    hop: 1,
    ...more,
  }) as TraceCall;
const shape = (calls: TraceCall[]) =>
  traceTree(calls, T0 + 1000).map((node) => `${node.depth}${node.call.id}`);

describe("traceTree", () => {
  it("nests by span, parents first, whatever the order given", () => {
    const a = call("a", 0, 100);
    const b = call("b", 10, 50, { parentSpanId: "span-a" });
    const c = call("c", 20, 10, { parentSpanId: "span-b" });
    const d = call("d", 70, 10, { parentSpanId: "span-a" });
    expect(shape([d, c, b, a])).toEqual(["0a", "1b", "2c", "1d"]);
  });

  it("falls back to who was called when an agent opened a span of its own", () => {
    const a = call("a", 0, 100, { calleeName: "crm", hop: 1 });
    const b = call("b", 10, 50, { parentSpanId: "the-agents-own", callerId: "crm", hop: 2 });
    expect(shape([a, b])).toEqual(["0a", "1b"]);
  });

  it("draws every call once even when spans claim a cycle", () => {
    const a = call("a", 0, 10, { parentSpanId: "span-b" });
    const b = call("b", 0, 10, { parentSpanId: "span-a" });
    expect(shape([a, b])).toEqual(["0a", "1b"]);
  });

  it("puts bars where the time was, up to now for what still runs", () => {
    const [first, second] = traceTree([call("a", 0, null), call("b", 500, 250)], T0 + 1000);
    expect([first?.start, first?.width]).toEqual([0, 1]);
    expect([second?.start, second?.width]).toEqual([0.5, 0.25]);
  });
});
