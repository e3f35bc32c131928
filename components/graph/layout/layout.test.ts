import { describe, expect, it } from "vitest";
import { graphModelOf } from "../graph-model";
import { shownGraph } from "../shown-graph";
import { sampleGraph } from "../testing/sample-graph";
import { sentenceAt, stepFrom } from "../walk";
import { foldColumns } from "./fold-columns";
import { placeRest } from "./place-rest";
import { NODE_HEIGHT, NODE_WIDTH, type Point } from "./positions";

const model = graphModelOf(sampleGraph(), []);
const shown = shownGraph(model, { q: "", hide: [], hideDomain: [], idle: true });
const placed = new Map<string, Point>([
  ["user:ada", { x: 0, y: 0 }],
  ["agent:planner", { x: 320, y: 0 }],
  ["mcp-server:crm", { x: 640, y: -50 }],
  ["model:chat", { x: 640, y: 50 }],
  ["model:unused", { x: 0, y: 300 }],
]);

describe("places", () => {
  it("a part that appears moves no other and covers none", () => {
    const more = placeRest(
      placed,
      ["agent:new", "model:alone"],
      [{ id: "l", source: "user:ada", target: "agent:new" }],
    );
    for (const [id, point] of placed) expect(more.get(id)).toEqual(point);
    expect(more.get("agent:new")?.x).toBe(320);
    expect(overlapping(more)).toEqual([]);
  });

  it("a layer of hundreds becomes as wide as a window, in its order, and nothing overlaps", () => {
    const long = new Map(Array.from({ length: 300 }, (_, nth) => [`b${nth}`, { x: 400, y: nth * 70 }]));
    const folded = foldColumns(new Map([["a", { x: 0, y: 0 }], ...long]));
    expect(overlapping(folded)).toEqual([]);
    const xs = [...folded.values()].map(({ x }) => x);
    const ys = [...folded.values()].map(({ y }) => y);
    const shape = (Math.max(...xs) - Math.min(...xs)) / (Math.max(...ys) - Math.min(...ys));
    expect(shape).toBeGreaterThan(1);
    expect(shape).toBeLessThan(3);
    expect(folded.get("b0")?.x).toBe(folded.get("b1")?.x);
  });
});

describe("walking", () => {
  const step = (at: string, key: Parameters<typeof stepFrom>[1]) => stepFrom(at, key, shown, placed);

  it("goes to what is called, to who calls, and within a column", () => {
    expect(step("", "ArrowRight")).toBe("user:ada");
    expect([step("model:chat", "Home"), step("model:chat", "End")]).toEqual(["user:ada", "model:unused"]);
    expect(step("user:ada", "ArrowRight")).toBe("agent:planner");
    expect(step("model:chat", "ArrowLeft")).toBe("agent:planner");
    expect(step("mcp-server:crm", "ArrowDown")).toBe("model:chat");
    expect(step("user:ada", "ArrowLeft")).toBeUndefined();
  });

  it("goes from a connection to its ends and to the caller's next one", () => {
    expect(step("agent:planner>mcp-server:crm", "ArrowRight")).toBe("mcp-server:crm");
    expect(step("agent:planner>mcp-server:crm", "ArrowDown")).toBe("agent:planner>model:chat");
  });

  it("says in a sentence where one is", () => {
    expect(sentenceAt("mcp-server:crm", model, shown)).toBe(
      "crm, MCP server. Failing: 40 calls, 23 % errors, 0 denied. Called by 1, calls 0.",
    );
    expect(sentenceAt("agent:planner>model:chat", model, shown)).toContain("From planner to chat. Refusals:");
  });
});

function overlapping(positions: ReadonlyMap<string, Point>): string[] {
  const all = [...positions];
  return all.flatMap(([id, a], nth) =>
    all
      .slice(nth + 1)
      .filter(([, b]) => Math.abs(a.x - b.x) < NODE_WIDTH && Math.abs(a.y - b.y) < NODE_HEIGHT)
      .map(([other]) => `${id} ${other}`),
  );
}
