import { describe, expect, it } from "vitest";
import { axisTicks, problemRows } from "./hop-rows";
import { type HopCall, type TraceNode, traceTree } from "./trace-tree";

const node = (id: string, depth: number, status: HopCall["status"] = "completed") =>
  ({ call: { id, status }, depth }) as TraceNode;
const ids = (nodes: readonly TraceNode[]) => nodes.map(({ call }) => call.id).join(" ");

describe("the rows of a timeline", () => {
  it("keep of a long trace the problems and who is above them", () => {
    const nodes = [
      node("root", 0),
      node("fine", 1),
      node("under", 2),
      node("agent", 1),
      node("denied", 2, "denied"),
      node("after", 2),
      node("failed", 1, "failed"),
      node("below", 2),
      node("other", 0),
    ];
    expect(ids(problemRows(nodes))).toBe("root agent denied failed");
    expect(problemRows([node("a", 0), node("b", 1)])).toEqual([]);
  });

  it("come in a moment for two thousand hops in one chain or one fan", () => {
    const at = new Date(0).toISOString();
    const calls = (parent: (index: number) => number): HopCall[] =>
      Array.from({ length: 2000 }, (_, index) => ({
        id: String(index).padStart(6, "0"),
        spanId: `s${index}`,
        parentSpanId: index === 0 ? null : `s${parent(index)}`,
        startedAt: at,
        endedAt: at,
        durationUs: 10,
        upstreamUs: 5,
        status: "completed",
        errorCode: null,
        calleeName: "x",
        callerId: "y",
        hop: 1,
        operation: null,
        method: "m",
      }));
    for (const parent of [(index: number) => index - 1, () => 0]) {
      const startedMs = performance.now();
      expect(traceTree(calls(parent), 0)).toHaveLength(2000);
      expect(performance.now() - startedMs).toBeLessThan(200);
    }
  });
});

describe("the time axis", () => {
  it.each([
    [494, [0, 100, 200, 300, 400]],
    [1000, [0, 200, 400, 600, 800, 1000]],
    [0.09, [0, 0.02, 0.04, 0.06, 0.08]],
  ])("marks round values over %d ms", (span, expected) => {
    expect(axisTicks(span).map((tick) => Number(tick.toPrecision(6)))).toEqual(expected);
  });
});
