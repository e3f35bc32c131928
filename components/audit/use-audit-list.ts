"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { ListAuditEntriesOutput } from "@/lib/audit/browse/audit-entry.schema";
import { fetchJson } from "../data/fetch-json";
import { useKeyedState } from "../data/use-keyed-state";
import { type AuditSearch, auditKey, auditQuery } from "./audit-search";
import { mergeEntries, NO_ARRIVALS, withAllRevealed, withArrivals } from "./merge-entries";
import { useLiveEntries } from "./use-live-entries";

const TYPING_MS = 200;
const PENDING_MS = 1_000;
/** A list scrolled further than this is being read. */
const AT_TOP_PX = 80;

/** The entries that a search finds: the pages that were read and what has come since. */
export function useAuditList(search: AuditSearch) {
  const queries = useQueryClient();
  // Not a request for each letter typed.
  const [query] = useDebouncedValue(auditQuery(search).toString(), TYPING_MS);
  const [feed, setFeed] = useKeyedState(`${query}|${search.before}`, NO_ARRIVALS);
  const queryKey = auditKey(query, search.before);
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(query);
      if (pageParam) params.set("before", pageParam);
      return fetchJson<ListAuditEntriesOutput>(`/api/console/audit/entries?${params}`, signal);
    },
    initialPageParam: search.before,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    // The tree takes an entry in within moments; also a list that is not live then says so.
    refetchInterval: ({ state }) => (hasPending(state.data?.pages[0]) ? PENDING_MS : false),
  });
  /** Reads the newest page alone again: what lies below it may have moved by any number of entries. */
  const restart = () => {
    setFeed(() => NO_ARRIVALS);
    queries.setQueryData<typeof pages.data>(
      queryKey,
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    void pages.refetch();
  };
  const listed = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const live = useLiveEntries({
    query,
    end: pages.data?.pages[0]?.end,
    enabled: search.live && !search.before && pages.isSuccess && !pages.isPlaceholderData,
    onEntries: (came) => {
      const atTop = !search.peek && window.scrollY < AT_TOP_PX;
      const next = withArrivals(feed, came, atTop);
      if (next.overflowed && atTop) restart();
      else setFeed((now) => withArrivals(now, came, atTop));
    },
    onBehind: restart,
  });
  const reveal = () => {
    if (feed.overflowed) restart();
    else setFeed(withAllRevealed);
    window.scrollTo({ top: 0 });
  };
  return { query, pages, live, reveal, overflowed: feed.overflowed, ...mergeEntries(listed, feed) };
}

function hasPending(page: ListAuditEntriesOutput | undefined): boolean {
  return page?.items.some(({ standing }) => standing === "pending") ?? false;
}
