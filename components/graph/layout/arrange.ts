import ELK, { type ElkNode } from "elkjs/lib/elk-api.js";
import { foldColumns } from "./fold-columns";
import { placeRest } from "./place-rest";
import { type Link, NODE_HEIGHT, NODE_WIDTH, type Point } from "./positions";

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "POLYLINE",
  "elk.separateConnectedComponents": "false",
  "elk.layered.thoroughness": "4",
  "elk.spacing.nodeNode": "18",
  "elk.layered.spacing.nodeNodeBetweenLayers": "112",
};

/** One worker for all layouts of a visit: it is large, and keeps nothing between them. */
let elk: InstanceType<typeof ELK> | undefined;

/**
 * Arranges connected nodes from caller to callee and the others below them. The work is done in a worker, so the page stays alive however large the mesh is.
 * @throws Error when the worker cannot be started or the layout fails
 */
export async function arrange(ids: readonly string[], links: readonly Link[]): Promise<Map<string, Point>> {
  const known = new Set(ids);
  const inside = links.filter(({ source, target }) => known.has(source) && known.has(target));
  const linked = new Set(inside.flatMap(({ source, target }) => [source, target]));
  const found = linked.size > 0 ? await layered([...linked].sort(), inside) : new Map<string, Point>();
  return placeRest(
    foldColumns(found),
    ids.filter((id) => !linked.has(id)),
    [],
  );
}

async function layered(ids: readonly string[], links: readonly Link[]): Promise<Map<string, Point>> {
  elk ??= new ELK({ workerFactory: () => new Worker(new URL("./elk.worker.ts", import.meta.url)) });
  const graph: ElkNode = {
    id: "mesh",
    layoutOptions: OPTIONS,
    children: ids.map((id) => ({ id, width: NODE_WIDTH, height: NODE_HEIGHT })),
    edges: links.map(({ source, target }, at) => ({
      id: `line ${at}`,
      sources: [source],
      targets: [target],
    })),
  };
  const { children = [] } = await elk.layout(graph);
  return new Map(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
}
