"use client";

import type { CallSort } from "@/lib/records/call-names.schema";
import type { CountCallsOutput } from "@/lib/records/count-calls.schema";
import { ListFooter } from "../data/list-footer";
import { Instant } from "../data/time";
import { formatCount, formatCounted } from "../format/format-count";
import type { useCallList } from "./use-call-list";

/** After so many pages without a match the search waits to be told to go on. */
const MOST_EMPTY = 4;

/** How many calls are shown and how many there are. */
export function CallsFooter(props: {
  count: number;
  pages: ReturnType<typeof useCallList>["pages"];
  counts: CountCallsOutput | undefined;
  sort: CallSort | null;
  /** What stands above is not yet in this order. */
  busy: boolean;
}) {
  const { count, pages, counts, sort, busy } = props;
  const read = pages.data?.pages ?? [];
  const tired = read.length >= MOST_EMPTY && read.slice(-MOST_EMPTY).every(({ items }) => items.length === 0);
  const last = read.at(-1);
  if (sort) {
    const reached = read[0]?.lookedTo;
    return (
      <ListFooter pages={pages} more="Load more">
        {pages.hasNextPage ? `${formatCount(count)} ${ofAll(count, counts)}` : formatCounted(count, "call")},{" "}
        {busy ? "being sorted" : ORDERS[sort]}
        {reached && !busy ? (
          <>
            . Sorted are the newest calls, back to <Instant at={timeOfId(reached)} />: choose a time to sort
            others
          </>
        ) : null}
      </ListFooter>
    );
  }
  const searchedTo = last?.next && last.items.at(-1)?.id !== last.next ? last.next : undefined;
  return (
    <ListFooter pages={pages} waits={tired} more={searchedTo ? "Search older" : "Load older"}>
      {pages.hasNextPage ? (
        <>
          {formatCount(count)} {ofAll(count, counts)}, newest first
          {searchedTo ? (
            <>
              . Searched back to <Instant at={timeOfId(searchedTo)} />
            </>
          ) : null}
        </>
      ) : (
        `${formatCounted(count, "call")} in all`
      )}
    </ListFooter>
  );
}

const ORDERS = {
  "-duration": "longest first",
  duration: "shortest first",
  "-cost": "dearest first, each currency by itself",
  cost: "cheapest first, each currency by itself",
} as const satisfies Record<CallSort, string>;

function ofAll(count: number, counts: CountCallsOutput | undefined): string {
  if (!counts || counts.total < count) return "calls shown; there are more";
  return `of ${counts.exact ? "" : "more than "}${formatCounted(counts.total, "call")}`;
}

/** A call's id begins with the millisecond of its making (UUID version 7). */
function timeOfId(id: string): string {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString();
}
