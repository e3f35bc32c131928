import { NODE_WIDTH, type Point, type Positions, ROW_PX } from "./positions";

const WIDE_TO_HIGH = 1.9;
/** Between columns of one layer, and between layers. */
const WITHIN_PX = 28;
const BETWEEN_PX = 120;
const LEAST_ROWS = 16;

/**
 * Gives the layers of a layout the shape of a window: a layer of a hundred nodes would be a thread of which nothing could be read, so it is folded into columns beside each other. The order within
 * a layer, which keeps lines from crossing, is kept. What has that shape already stays as it is.
 */
export function foldColumns(positions: Positions): Positions {
  const layers = layersOf(positions);
  const rows = rowsFor(layers.map((layer) => layer.length));
  if (layers.every((layer) => layer.length <= rows)) return positions;
  const folded = new Map<string, Point>();
  let left = 0;
  for (const layer of layers) {
    const columns = Math.ceil(layer.length / rows);
    const high = Math.ceil(layer.length / columns);
    layer.forEach((id, at) => {
      const column = Math.floor(at / high);
      const inColumn = Math.min(high, layer.length - column * high);
      folded.set(id, {
        x: left + column * (NODE_WIDTH + WITHIN_PX),
        y: ((at % high) - (inColumn - 1) / 2) * ROW_PX,
      });
    });
    left += columns * (NODE_WIDTH + WITHIN_PX) - WITHIN_PX + BETWEEN_PX;
  }
  return folded;
}

/** Ids by layer from left to right, each from top to bottom. Nodes of one layer are centred on one line, so they overlap sideways. */
function layersOf(positions: Positions): string[][] {
  const byX = [...positions].sort(([, a], [, b]) => a.x - b.x || a.y - b.y);
  const layers: { x: number; members: [string, Point][] }[] = [];
  for (const entry of byX) {
    const last = layers.at(-1);
    if (last && entry[1].x - last.x < NODE_WIDTH / 2) last.members.push(entry);
    else layers.push({ x: entry[1].x, members: [entry] });
  }
  return layers.map(({ members }) => members.sort(([, a], [, b]) => a.y - b.y).map(([id]) => id));
}

/** The number of rows with which the whole is about as wide as a window. */
function rowsFor(sizes: readonly number[]): number {
  const most = Math.max(LEAST_ROWS, ...sizes);
  for (let rows = LEAST_ROWS; rows < most; rows++) {
    const columns = sizes.reduce((sum, size) => sum + Math.ceil(size / rows), 0);
    const width = columns * (NODE_WIDTH + WITHIN_PX) + (sizes.length - 1) * BETWEEN_PX;
    if (width <= rows * ROW_PX * WIDE_TO_HIGH) return rows;
  }
  return most;
}
