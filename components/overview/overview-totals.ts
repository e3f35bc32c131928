import type { Overview } from "@/lib/records/overview.schema";

const REFUSED = ["denied", "held"];
const BROKEN = ["failed", "outcome_unknown", "cancelled"];

/** Calls of one bucket, or of all, by how they went. */
export interface Totals {
  all: number;
  done: number;
  denied: number;
  failed: number;
  running: number;
}

export function overviewTotals(overview: Pick<Overview, "buckets">): Totals {
  return overview.buckets
    .map(bucketTotals)
    .reduce(add, { all: 0, done: 0, denied: 0, failed: 0, running: 0 });
}

export function bucketTotals({ counts }: Overview["buckets"][number]): Totals {
  const sum = (statuses: readonly string[]) =>
    statuses.reduce((total, status) => total + (counts[status] ?? 0), 0);
  const denied = sum(REFUSED);
  const failed = sum(BROKEN);
  const running = sum(["admitted"]);
  const all = sum(Object.keys(counts));
  return { all, done: all - denied - failed - running, denied, failed, running };
}

function add(a: Totals, b: Totals): Totals {
  return {
    all: a.all + b.all,
    done: a.done + b.done,
    denied: a.denied + b.denied,
    failed: a.failed + b.failed,
    running: a.running + b.running,
  };
}
