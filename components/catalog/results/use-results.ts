"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { ListSuiteResultsOutput } from "@/lib/registry/suite-results/suite-results.schema";
import { fetchJson } from "../../data/fetch-json";
import { type ResultFilters, resultQuery, resultsKey } from "./result-search";

/** The results of a suite that a search finds, page by page. */
export function useResults(suite: string, search: ResultFilters & { before: string }) {
  const query = resultQuery(suite, search).toString();
  return useInfiniteQuery({
    queryKey: resultsKey(query, search.before),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(query);
      if (pageParam) params.set("before", pageParam);
      return fetchJson<ListSuiteResultsOutput>(`/api/console/v1/suite-results?${params}`, signal);
    },
    initialPageParam: search.before,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}
