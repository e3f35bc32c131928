import { type CallEdgeRow, listCallEdges } from "@/db/queries/call-edges";
import { listGraphAssets, listGraphPeople } from "@/db/queries/graph-nodes";
import { MeshError } from "@/lib/core/errors";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { graphEdgesOf } from "./graph-edges";
import { type GraphNode, type MeshGraphInput, meshGraph, meshGraphInput } from "./mesh-graph.schema";
import { GRAPH_RANGES } from "./mesh-graph-names.schema";
import { rolledUntilMs } from "./roll-up-calls";
import { framesOfRange, partsOfRange, type Stretch } from "./rolled-parts";

const MAX_ROWS = 40_000;
const MAX_ASSETS = 2_000;
const MAX_RANGE_MS = 31 * 86_400_000;

/** Who called whom in a range of time, with every registered agent, MCP server and model, also those without traffic. */
export const getMeshGraph = operation({ permission: "calls:read" })
  .route({ method: "GET", path: "/graph", summary: "Who calls whom", tags: ["calls"] })
  .input(meshGraphInput)
  .output(meshGraph)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const { fromMs, toMs } = rangeOf(input, Date.now());
    const frames = input.frames > 1 ? framesOfRange({ fromMs, toMs }, input.frames) : undefined;
    const { raw, short, long } = partsOfRange({ fromMs, toMs }, await rolledUntilMs(db), frames);
    const [rows, assets] = await Promise.all([
      listCallEdges(db, {
        raw: raw.map((part) => ({ floor: idFloor(part.fromMs), ceiling: idFloor(part.toMs) })),
        short: short.map(datesOf),
        long: long.map(datesOf),
        frames,
        toolsOf: input.tools ?? [],
        limit: MAX_ROWS + 1,
      }),
      listGraphAssets(db, { limit: MAX_ASSETS }),
    ]);
    const kept = rows.slice(0, MAX_ROWS);
    const people = await listGraphPeople(db, callersOf(kept));
    return {
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      frames: frames?.count ?? 1,
      framesFrom: new Date(frames?.originMs ?? fromMs).toISOString(),
      frameMs: frames?.frameMs ?? toMs - fromMs,
      nodes: nodesOf(kept, assets, people),
      edges: graphEdgesOf(kept, frames !== undefined),
      cut: rows.length > MAX_ROWS,
    };
  });

/** @throws MeshError `invalid_request` for a range that ends before it begins or is longer than 31 days */
function rangeOf(input: MeshGraphInput, nowMs: number): { fromMs: number; toMs: number } {
  if (!input.from || !input.to) return { fromMs: nowMs - GRAPH_RANGES[input.range], toMs: nowMs };
  const [fromMs, toMs] = [Date.parse(input.from), Date.parse(input.to)];
  if (fromMs >= toMs) throw new MeshError("invalid_request", "The range must begin before it ends.");
  if (toMs - fromMs > MAX_RANGE_MS)
    throw new MeshError("invalid_request", "The range is longer than 31 days.");
  return { fromMs, toMs };
}

function datesOf({ fromMs, toMs }: Stretch): { from: Date; to: Date } {
  return { from: new Date(fromMs), to: new Date(toMs) };
}

function callersOf(rows: readonly CallEdgeRow[]) {
  const ids = (kind: string) => [
    ...new Set(rows.filter((row) => row.caller_kind === kind).map((row) => row.caller_id)),
  ];
  return { users: ids("user"), services: ids("service") };
}

/** Every registered asset, and whoever else called or was called. */
function nodesOf(
  rows: readonly CallEdgeRow[],
  assets: Awaited<ReturnType<typeof listGraphAssets>>,
  people: Awaited<ReturnType<typeof listGraphPeople>>,
): GraphNode[] {
  const nodes = new Map<string, GraphNode>();
  for (const { kind, name, title, suspendedReason, ...rest } of assets) {
    const id = `${kind}:${name}`;
    nodes.set(id, { id, kind, name, title: title || name, suspended: suspendedReason !== null, ...rest });
  }
  const titles = new Map(people.map(({ kind, id, title }) => [`${kind}:${id}`, title]));
  const add = (kind: string, name: string) => {
    const id = `${kind}:${name}`;
    if (nodes.has(id)) return;
    const title = titles.get(id) ?? name;
    nodes.set(id, { id, kind, name, title, domain: null, lifecycle: null, suspended: false, tools: [] });
  };
  for (const row of rows) {
    add(row.caller_kind, row.caller_id);
    add(row.callee_kind, row.callee_name);
  }
  // In an order of its own, so that the same graph is drawn and read in the same way every time.
  return [...nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
