import type { GraphEdge, GraphNode, MeshGraph } from "@/lib/records/mesh-graph.schema";

/** A person who calls an agent, which calls a server's tools and a model; and a model that nobody calls. */
export function sampleGraph(): MeshGraph {
  return {
    from: "2026-05-04T11:00:00.000Z",
    to: "2026-05-04T12:00:00.000Z",
    frames: 1,
    framesFrom: "2026-05-04T11:00:00.000Z",
    frameMs: 60_000,
    cut: false,
    nodes: [
      sampleNode("user:ada"),
      sampleNode("agent:planner", { domain: "sales" }),
      sampleNode("mcp-server:crm", { domain: "sales", tools: ["read", "write"] }),
      sampleNode("model:chat", { domain: "platform" }),
      sampleNode("model:unused", { domain: "platform" }),
    ],
    edges: [
      sampleEdge("user:ada", "agent:planner", { calls: 10 }),
      sampleEdge("agent:planner", "mcp-server:crm", { tool: "read", calls: 30, failed: 9 }),
      sampleEdge("agent:planner", "mcp-server:crm", { calls: 10 }),
      sampleEdge("agent:planner", "model:chat", { calls: 40, denied: 10 }),
    ],
  };
}

export function sampleEdge(caller: string, callee: string, more: Partial<GraphEdge> = {}): GraphEdge {
  const figures = { calls: 1, open: 0, denied: 0, held: 0, failed: 0, p50Us: 1, p95Us: 1, cost: [] };
  return {
    caller,
    callee,
    tool: null,
    ...figures,
    latency: [],
    lastAt: "2026-05-04T11:30:00.000Z",
    frames: [],
    ...more,
  };
}

function sampleNode(id: string, more: Partial<GraphNode> = {}): GraphNode {
  const [kind = "", name = ""] = id.split(":");
  return {
    id,
    kind,
    name,
    title: name,
    domain: null,
    lifecycle: "active",
    suspended: false,
    tools: [],
    ...more,
  };
}
