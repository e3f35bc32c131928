import type { HopCall, TraceNode } from "./trace-tree";

const PROBLEMS = new Set<string>(["denied", "held", "failed", "outcome_unknown"]);

/** Whether a call of a trace needs a look. */
export function isProblem({ status }: Pick<HopCall, "status">): boolean {
  return PROBLEMS.has(status);
}

/** Only the calls that need a look, with those above them, so that it stays visible on whose way they were. */
export function problemRows(nodes: readonly TraceNode[]): TraceNode[] {
  const kept: TraceNode[] = [];
  let open = Number.NEGATIVE_INFINITY;
  // From the end: a node is kept when it is a problem, or lies above one that was just kept.
  for (const node of nodes.toReversed()) {
    if (!isProblem(node.call) && node.depth >= open) {
      continue;
    }
    kept.push(node);
    open = node.depth;
  }
  return kept.reverse();
}

/**
 * Marks for a time axis at round values, at most six and never less than a microsecond apart. Whole numbers only: logarithms and powers differ in their last bit between the engines of server and
 * browser, and the axis would be drawn twice.
 * @returns milliseconds
 */
export function axisTicks(spanMs: number): number[] {
  const spanUs = Math.max(Math.round(spanMs * 1000), 1);
  let stepUs = 1;
  for (let nth = 0; stepUs * 5 < spanUs; nth++) stepUs = nth % 3 === 1 ? (stepUs / 2) * 5 : stepUs * 2;
  return Array.from({ length: Math.floor(spanUs / stepUs) + 1 }, (_, at) => (at * stepUs) / 1000);
}
