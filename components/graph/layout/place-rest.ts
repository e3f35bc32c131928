import { COLUMN_PX, type Link, NODE_WIDTH, type Point, type Positions, ROW_PX } from "./positions";

const IDLE_GAP_PX = 1.6 * ROW_PX;
const IDLE_STEP_PX = NODE_WIDTH + 28;
const LEAST_IDLE_COLUMNS = 4;

/**
 * Finds a place for each node that has none, and moves no other: beside whom it calls or who calls it, at the first free height; what has to do with nobody goes below, in rows.
 * @param ids what is to be placed, in the order in which it may choose
 */
export function placeRest(
  positions: Positions,
  ids: readonly string[],
  links: readonly Link[],
): Map<string, Point> {
  const placed = new Map(positions);
  const alone: string[] = [];
  for (const id of ids) {
    const caller = links.find(({ source, target }) => target === id && placed.has(source));
    const callee = links.find(({ source, target }) => source === id && placed.has(target));
    const beside = placed.get(caller?.source ?? callee?.target ?? "");
    if (beside) {
      const x = beside.x + (caller ? COLUMN_PX : -COLUMN_PX);
      placed.set(id, { x, y: freeHeight(placed, x, beside.y) });
    } else alone.push(id);
  }
  placeBelow(placed, alone);
  return placed;
}

/** The height nearest to `wanted` at which nothing stands in this column. */
function freeHeight(placed: Positions, x: number, wanted: number): number {
  const taken = [...placed.values()].filter((point) => Math.abs(point.x - x) < NODE_WIDTH).map(({ y }) => y);
  const isFree = (y: number) => taken.every((other) => Math.abs(other - y) >= ROW_PX);
  for (let step = 0; step <= taken.length * 2; step++) {
    for (const y of [wanted + step * ROW_PX, wanted - step * ROW_PX]) if (isFree(y)) return y;
  }
  return Math.max(wanted, ...taken) + ROW_PX;
}

function placeBelow(placed: Map<string, Point>, ids: readonly string[]): void {
  const points = [...placed.values()];
  const left = Math.min(0, ...points.map(({ x }) => x));
  const right = Math.max(0, ...points.map(({ x }) => x));
  const top = points.length > 0 ? Math.max(...points.map(({ y }) => y)) + IDLE_GAP_PX : 0;
  const columns = Math.max(
    LEAST_IDLE_COLUMNS,
    Math.floor((right - left) / IDLE_STEP_PX) + 1,
    Math.ceil(Math.sqrt(ids.length)),
  );
  ids.forEach((id, at) => {
    placed.set(id, {
      x: left + (at % columns) * IDLE_STEP_PX,
      y: top + Math.floor(at / columns) * ROW_PX,
    });
  });
}
