import ELK, { type ElkNode } from "elkjs/lib/elk-api.js";
import { foldColumns } from "./fold-columns";
import { placeRest } from "./place-rest";
import { type Arrangement, type Link, NODE_HEIGHT, NODE_WIDTH } from "./positions";

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
export async function arrange(ids: readonly string[], links: readonly Link[]): Promise<Arrangement> {
  const known = new Set(ids);
  const inside = links.filter(({ source, target }) => known.has(source) && known.has(target));
  const linked = new Set(inside.flatMap(({ source, target }) => [source, target]));
  const found = linked.size > 0 ? await layered([...linked].sort(), inside) : NOTHING;
  const folded = foldColumns(found.positions);
  const alone = ids.filter((id) => !linked.has(id));
  return {
    positions: placeRest(folded, alone, []),
    // Lines bend around places that a fold has given away.
    bends: folded === found.positions ? found.bends : NOTHING.bends,
  };
}

const NOTHING: Arrangement = { positions: new Map(), bends: new Map() };

async function layered(ids: readonly string[], links: readonly Link[]): Promise<Arrangement> {
  elk ??= new ELK({ workerFactory: () => new Worker(new URL("./elk.worker.ts", import.meta.url)) });
  const graph: ElkNode = {
    id: "mesh",
    layoutOptions: OPTIONS,
    children: ids.map((id) => ({ id, width: NODE_WIDTH, height: NODE_HEIGHT })),
    edges: links.map(({ id, source, target }) => ({ id, sources: [source], targets: [target] })),
  };
  const { children = [], edges = [] } = await elk.layout(graph);
  return {
    positions: new Map(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    bends: new Map(
      edges.flatMap(({ id = "", sections }) =>
        sections?.[0]?.bendPoints ? [[id, sections[0].bendPoints]] : [],
      ),
    ),
  };
}
