import type { AccessRow, AccessTable } from "./access-table.schema";

/** Asking shares the process with calls: after so long a page ends where it is, and the next one goes on from there. */
const MOST_MS = 100;

/** Looks through a list until a page is full of those that may do something, or has taken long enough. */
export function pageOf<T extends { kind: string; name: string }>(
  all: readonly T[],
  { after, limit }: { after?: string | undefined; limit: number },
  ask: (one: T) => AccessRow,
  nowMs: () => number = performance.now.bind(performance),
): AccessTable {
  const until = nowMs() + MOST_MS;
  const items: AccessRow[] = [];
  const start = after === undefined ? 0 : all.findIndex((one) => keyOf(one) === after) + 1;
  for (let at = start; at < all.length; at++) {
    const row = ask(all[at] as T);
    if (row.entries.length > 0) items.push(row);
    if ((items.length === limit || nowMs() > until) && at < all.length - 1)
      return { items, asked: at + 1 - start, next: keyOf(all[at] as T) };
  }
  return { items, asked: all.length - start, next: null };
}

function keyOf({ kind, name }: { kind: string; name: string }): string {
  return `${kind}:${name}`;
}
