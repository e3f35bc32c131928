import { describe, expect, it } from "vitest";
import { atFrame, frameTimes } from "./at-frame";
import { callsHref, callsOfEdge, callsOfNode } from "./call-links";
import { sumFigures } from "./figures";
import { formatRate, formatShare } from "./format-figures";
import { graphModelOf } from "./graph-model";
import { healthOf } from "./health";
import { listedEdges, shownGraph } from "./shown-graph";
import { sortEdges } from "./sort-edges";
import { sampleEdge, sampleGraph } from "./testing/sample-graph";

const ALL = { q: "", hide: [], hideDomain: [], idle: true };

describe("the model of the graph", () => {
  it("joins the calls of one pair, whatever their tools", () => {
    const { edges } = graphModelOf(sampleGraph(), []);
    expect(edges.get("agent:planner>mcp-server:crm")?.figures).toMatchObject({ calls: 40, failed: 9 });
    expect([...edges.keys()].some((id) => id.includes("tool:"))).toBe(false);
  });

  it("gives a server's tools nodes of their own where they are asked for, called or not", () => {
    const { nodes, edges } = graphModelOf(sampleGraph(), ["crm"]);
    expect(nodes.get("tool:crm/read")).toMatchObject({
      kind: "tool",
      health: "failing",
      server: "mcp-server:crm",
    });
    expect(nodes.get("tool:crm/write")?.health).toBe("idle");
    expect(edges.get("mcp-server:crm>tool:crm/read")?.figures?.calls).toBe(30);
  });
});

describe("figures", () => {
  it("reads percentiles of joined connections from their joined bins", () => {
    const fast = sampleEdge("a", "b", { calls: 90, latency: [[50, 90]] });
    const slow = sampleEdge("a", "c", { calls: 10, latency: [[100, 10]] });
    const both = sumFigures([fast, slow]);
    expect(both?.p50Us).toBe(Math.round(Math.exp(5.05)));
    expect(both?.p95Us).toBe(Math.round(Math.exp(10.05)));
  });

  it("adds costs up exactly, each currency for itself", () => {
    const cost = (currency: string, amount: string) => sampleEdge("a", "b", { cost: [{ currency, amount }] });
    expect(sumFigures([cost("USD", "0.1"), cost("USD", "0.2"), cost("EUR", "1")])?.cost).toEqual([
      { currency: "EUR", amount: "1" },
      { currency: "USD", amount: "0.3" },
    ]);
  });

  it.each([
    [{ calls: 100 }, "healthy"],
    [{ calls: 100, failed: 1 }, "errors"],
    [{ calls: 100, failed: 20 }, "failing"],
    [{ calls: 100, denied: 5 }, "refused"],
    // Failures are a share of what was let through.
    [{ calls: 100, denied: 90, failed: 2 }, "failing"],
    [{ calls: 0 }, "idle"],
  ])("says how %j does: %s", (figures, health) => {
    expect(healthOf(sampleEdge("a", "b", figures))).toBe(health);
  });

  it("never rounds something to nothing", () => {
    expect([formatShare(0), formatShare(0.0004), formatShare(0.021)]).toEqual(["0 %", "<0.1 %", "2.1 %"]);
    expect([formatRate(1, 3_600_000), formatRate(90, 60_000)]).toEqual(["<0.1/min", "90/min"]);
  });
});

describe("what is shown", () => {
  const model = graphModelOf(sampleGraph(), []);

  it("leaves out kinds, domains and what is idle, with the lines to them", () => {
    const shown = shownGraph(model, { ...ALL, hide: ["user"], hideDomain: ["platform"] });
    expect(shown.nodes.map(({ id }) => id)).toEqual(["agent:planner", "mcp-server:crm"]);
    expect(shown.edges.map(({ id }) => id)).toEqual(["agent:planner>mcp-server:crm"]);
    expect(shown.hidden).toBe(3);
    expect(shownGraph(model, { ...ALL, idle: false }).nodes.map(({ id }) => id)).not.toContain(
      "model:unused",
    );
  });

  it("shows an idle part that is looked for", () => {
    const shown = shownGraph(model, { ...ALL, idle: false, q: "unused" });
    expect(shown.found).toEqual(["model:unused"]);
  });

  it("lists only the connections of what is looked for", () => {
    const shown = shownGraph(model, { ...ALL, q: "CHAT" });
    expect(listedEdges(shown, "CHAT").map(({ id }) => id)).toEqual(["agent:planner>model:chat"]);
  });

  it("sorts by any column, equals always in the same order", () => {
    const edges = [...model.edges.values()];
    const ids = (column: string) =>
      sortEdges(edges, { column, descending: true }, model.nodes).map(({ target }) => target);
    expect(ids("errors")[0]).toBe("mcp-server:crm");
    expect(ids("denied")[0]).toBe("model:chat");
    expect(ids("calls")).toEqual(["model:chat", "mcp-server:crm", "agent:planner"]);
  });
});

describe("a replay", () => {
  it("shows the figures of one span, and when it was", () => {
    const span = { at: 2, calls: 4, denied: 1, failed: 1, answered: 3, p95Us: 9 };
    const graph = {
      ...sampleGraph(),
      frames: 60,
      edges: [sampleEdge("a", "b", { calls: 50, frames: [span] })],
    };
    expect(atFrame(graph, 2).edges[0]).toMatchObject({ calls: 4, denied: 1, failed: 1, held: 0, p95Us: 9 });
    expect(atFrame(graph, 3).edges[0]).toMatchObject({ calls: 0 });
    expect(frameTimes(graph, 2)).toMatchObject({ lengthMs: 60_000, from: "2026-05-04T11:02:00.000Z" });
  });
});

describe("links to calls", () => {
  const span = { from: "2026-05-04T11:00:00.000Z", to: "2026-05-04T12:00:00.000Z" };

  it("name both ends with their kinds, and a tool by its server and its name", () => {
    const query = callsOfEdge({ source: "agent:planner", target: "model:chat" }, span);
    expect(Object.fromEntries(query)).toEqual({ caller: "agent:planner", callee: "model:chat", ...span });
    const tool = callsOfNode({ id: "tool:crm/a/b" }, "callee", span);
    expect(Object.fromEntries(tool)).toEqual({ callee: "mcp-server:crm", operation: "a/b", ...span });
    expect(callsHref(query, ["failed", "denied"])).toContain("status=failed%2Cdenied");
  });
});
