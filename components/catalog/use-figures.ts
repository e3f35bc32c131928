"use client";

import { keepPreviousData, useQueries } from "@tanstack/react-query";
import type { AssetFigures, ListAssetFiguresOutput } from "@/lib/registry/list-asset-figures.schema";
import { fetchJson } from "../data/fetch-json";

const PAGE = 100;
const REFRESH_MS = 15_000;

/** The figures of the listed assets by `kind/name`, a page of rows in one request, read again every 15 seconds while the window is looked at. */
export function useFigures(keys: readonly string[]): ReadonlyMap<string, AssetFigures> {
  const pages = Array.from({ length: Math.ceil(keys.length / PAGE) }, (_, at) =>
    keys.slice(at * PAGE, (at + 1) * PAGE),
  );
  return useQueries({
    queries: pages.map((page) => ({
      queryKey: ["figures", ...page],
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const params = new URLSearchParams(page.map((key) => ["asset", key]));
        return fetchJson<ListAssetFiguresOutput>(`/api/console/catalog/figures?${params}`, signal);
      },
      refetchInterval: REFRESH_MS,
      placeholderData: keepPreviousData,
    })),
    combine: (found) =>
      new Map(found.flatMap(({ data }) => (data?.items ?? []).map((figures) => [figures.asset, figures]))),
  });
}
