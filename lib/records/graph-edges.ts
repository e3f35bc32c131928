import type { CallEdgeRow } from "@/db/queries/call-edges";
import { decimalOf, picoOf } from "@/lib/cost/decimal";
import { percentileUs, sumBins } from "./latency-bins";
import type { CallFigures, GraphEdge, GraphFrame } from "./mesh-graph.schema";

/** Puts together what was counted by connection, tool, frame and currency: one edge for each connection and tool. Its frames are told when `framed`. */
export function graphEdgesOf(rows: readonly CallEdgeRow[], framed: boolean): GraphEdge[] {
  return [...groupBy(rows, keyOf).values()].map((group) => {
    const [first] = group;
    return {
      caller: `${first.caller_kind}:${first.caller_id}`,
      callee: `${first.callee_kind}:${first.callee_name}`,
      tool: first.tool,
      ...figuresOf(group),
      frames: framed ? framesOf(group) : [],
    };
  });
}

type Group = [CallEdgeRow, ...CallEdgeRow[]];

function keyOf(row: CallEdgeRow): string {
  return JSON.stringify([row.caller_kind, row.caller_id, row.callee_kind, row.callee_name, row.tool]);
}

function figuresOf(rows: Group): CallFigures {
  const latency = binsOf(rows);
  return {
    calls: sum(rows, "calls"),
    open: sum(rows, "open"),
    denied: sum(rows, "denied"),
    held: sum(rows, "held"),
    failed: sum(rows, "failed"),
    p50Us: percentileUs(latency, 0.5),
    p95Us: percentileUs(latency, 0.95),
    latency: [...latency],
    cost: costOf(rows),
    lastAt: new Date(Math.max(...rows.map((row) => row.last_ms))).toISOString(),
  };
}

function framesOf(rows: Group): GraphFrame[] {
  return [...groupBy(rows, ({ frame }) => frame)]
    .sort(([a], [b]) => a - b)
    .map(([at, group]) => ({
      at,
      calls: sum(group, "calls"),
      denied: sum(group, "denied"),
      failed: sum(group, "failed"),
      answered: sum(group, "calls") - sum(group, "open") - sum(group, "denied") - sum(group, "held"),
      p95Us: percentileUs(binsOf(group), 0.95),
    }));
}

function costOf(rows: Group): CallFigures["cost"] {
  const sums = new Map<string, bigint>();
  for (const { currency, cost } of rows) {
    if (currency !== null && cost !== null) sums.set(currency, (sums.get(currency) ?? 0n) + picoOf(cost));
  }
  return [...sums].sort().map(([currency, pico]) => ({ currency, amount: decimalOf(pico) }));
}

function binsOf(rows: Group) {
  return sumBins(
    rows.flatMap(({ bins }) => bins),
    rows.flatMap(({ timed }) => timed),
  );
}

function sum(rows: Group, column: "calls" | "open" | "denied" | "held" | "failed"): number {
  return rows.reduce((total, row) => total + row[column], 0);
}

function groupBy<K>(rows: readonly CallEdgeRow[], of: (row: CallEdgeRow) => K): Map<K, Group> {
  const groups = new Map<K, Group>();
  for (const row of rows) {
    const group = groups.get(of(row));
    if (group) group.push(row);
    else groups.set(of(row), [row]);
  }
  return groups;
}
