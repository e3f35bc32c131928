"use client";

import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { CallSummary } from "@/lib/records/call.schema";
import { fetchJson } from "../data/fetch-json";
import { useKeyedState } from "../data/use-keyed-state";
import { callsKey } from "./call-search";
import type { LiveCallPage } from "./live-call-page";
import { type Arrivals, keepNewest, mergeCalls } from "./merge-calls";
import { useLiveCalls } from "./use-live-calls";

/** What the live feed has brought for one filter, and up to which call it is shown. */
interface Feed {
  arrivals: Arrivals;
  revealed: string;
  /** More has arrived than is kept: the list must be read again before it is shown. */
  full: boolean;
}

const NO_NEWS: Feed = { arrivals: new Map(), revealed: "", full: false };

/**
 * The calls of one query, page by page and, where the newest come first, live. New calls come on top at once where nobody is reading, else they wait to be asked for.
 * @param isReading whether the reader would lose the place if rows moved; asked when calls arrive
 */
export function useCallList(options: {
  query: string;
  before: string;
  /** Sorted by something else than time: what comes new then has no place at the top. */
  sorted: boolean;
  live: boolean;
  isReading: () => boolean;
}) {
  const { query, before, sorted } = options;
  const queries = useQueryClient();
  const [feed, setFeed] = useKeyedState(`${query}|${before}`, NO_NEWS);
  const pages = useInfiniteQuery({
    queryKey: callsKey(query, before),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(query);
      // A place in a sorted list is more than a call's id.
      if (pageParam) params.set(pageParam.includes("_") ? "after" : "before", pageParam);
      return fetchJson<LiveCallPage>(`/api/console/calls?${params}`, signal);
    },
    initialPageParam: before,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  const { data } = pages;
  const { arrivals, revealed } = feed;
  // A long list is put together only when it changes, not with each row that is opened.
  const { shown, waiting } = useMemo(() => {
    const listed = data?.pages.flatMap((page) => page.items) ?? [];
    return sorted ? { shown: listed, waiting: 0 } : mergeCalls(listed, arrivals, revealed);
  }, [data, arrivals, revealed, sorted]);
  const readAgain = () => {
    setFeed(() => NO_NEWS);
    void pages.refetch();
  };
  const live = useLiveCalls({
    query,
    after: pages.data?.pages[0]?.position,
    enabled: options.live && !sorted && before === "" && pages.isSuccess && !pages.isPlaceholderData,
    onCalls: (calls: CallSummary[]) => {
      const reading = options.isReading();
      if (feed.full && !reading) readAgain();
      setFeed((now) => {
        const { arrivals, full } = keepNewest(now.arrivals, calls);
        const newest = [now.revealed, ...calls.map(({ id }) => id)].sort().at(-1) ?? "";
        return { arrivals, revealed: reading ? now.revealed : newest, full: full || now.full };
      });
      for (const { id } of calls) void queries.invalidateQueries({ queryKey: ["call", id] });
    },
    onBehind: readAgain,
  });
  return {
    pages,
    shown,
    waiting,
    /** Whether more than `waiting` have arrived. */
    waitingMore: feed.full,
    live,
    readAgain,
    reveal: () => {
      if (feed.full) readAgain();
      else setFeed((now) => ({ ...now, revealed: [...now.arrivals.keys()].sort().at(-1) ?? "" }));
    },
  };
}
