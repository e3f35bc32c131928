"use client";

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
}) {
  const { count, pages, counts } = props;
  const read = pages.data?.pages ?? [];
  const tired = read.length >= MOST_EMPTY && read.slice(-MOST_EMPTY).every(({ items }) => items.length === 0);
  const last = read.at(-1);
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

function ofAll(count: number, counts: CountCallsOutput | undefined): string {
  if (!counts || counts.total < count) return "calls shown; there are older ones";
  return `of ${counts.exact ? "" : "more than "}${formatCounted(counts.total, "call")}`;
}

/** A call's id begins with the millisecond of its making (UUID version 7). */
function timeOfId(id: string): string {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString();
}
