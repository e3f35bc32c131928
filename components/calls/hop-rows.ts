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

/** Marks for a time axis at round values, at most six. @returns milliseconds */
export function axisTicks(spanMs: number): number[] {
  const rough = Math.max(spanMs, 0.001) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  return Array.from({ length: Math.floor(spanMs / step) + 1 }, (_, at) => at * step);
}
