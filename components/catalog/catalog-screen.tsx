"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import type { AssetSummary, ListAssetsOutput } from "@/lib/registry/list-assets.schema";
import { assetHref } from "../calls/call-links";
import { fetchJson } from "../data/fetch-json";
import { ListFooter } from "../data/list-footer";
import { formatCount, formatCounted } from "../format/format-count";
import { useShortcuts } from "../shell/shortcuts";
import { ErrorState } from "../states/error-state";
import type { TableSort } from "../table/column";
import { DataTable } from "../table/data-table";
import screenClasses from "../table/list-screen.module.css";
import { TableMenu } from "../table/table-menu";
import { useTableView } from "../table/use-table-view";
import { catalogColumns, catalogSecondLine } from "./catalog-columns";
import { CatalogFilterBar } from "./catalog-filters";
import { CatalogNothing } from "./catalog-nothing";
import {
  assetKey,
  type CatalogFilters,
  type CatalogSearch,
  catalogKey,
  catalogQuery,
  catalogSearch,
  NO_FILTERS,
  parseAssetKey,
} from "./catalog-search";
import { MeaningNote } from "./meaning-note";
import { ScopeSwitch } from "./scope-switch";
import { useFigures } from "./use-figures";
import { type StarAction, useStars } from "./use-stars";

/** Loaded with the first asset that is opened. */
const AssetPeek = dynamic(() => import("./asset-peek").then((module) => module.AssetPeek), {
  loading: () => null,
});

const TYPING_MS = 200;
const READING_MS = 2_000;

/** The catalog with its filters and the open asset beside it. The address holds all of it. */
export function CatalogScreen({ star }: { star: StarAction }) {
  const router = useRouter();
  const [search, setSearch] = useQueryStates(catalogSearch, { history: "replace", throttleMs: TYPING_MS });
  // Not a request for each letter typed.
  const [query] = useDebouncedValue(catalogQuery(search).toString(), TYPING_MS);
  const pages = useInfiniteQuery({
    queryKey: catalogKey(query, search.after),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(query);
      if (pageParam) params.set("after", pageParam);
      return fetchJson<ListAssetsOutput>(`/api/console/catalog?${params}`, signal);
    },
    initialPageParam: search.after,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    // What has been read meanwhile is found without being asked for again.
    refetchInterval: ({ state }) => (state.data?.pages[0]?.meaning?.state === "reading" ? READING_MS : false),
  });
  const first = pages.data?.pages[0];
  const listed = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const figures = useFigures(listed.map(assetKey));
  const rows = listed.map((asset) => ({ ...asset, figures: figures.get(assetKey(asset)) }));
  const { mutate: mark } = useStars(star);
  const open = useCallback((asset: AssetSummary) => void setSearch({ peek: assetKey(asset) }), [setSearch]);
  const columns = useMemo(
    () => catalogColumns({ onOpen: open, onStar: (asset, starred) => mark({ asset, starred }) }),
    [open, mark],
  );
  const [view, setView] = useTableView(
    "catalog",
    columns.map(({ id }) => id),
  );
  const at = listed.findIndex((asset) => assetKey(asset) === search.peek);
  const move = (step: number) => {
    const next = listed[at < 0 ? 0 : Math.min(Math.max(at + step, 0), listed.length - 1)];
    if (next) open(next);
  };
  const peeked = parseAssetKey(search.peek);
  useShortcuts([
    ["j", () => move(1)],
    ["k", () => move(-1)],
    ["s", () => listed[at] && mark({ asset: listed[at], starred: !listed[at].starred })],
    ["Enter", () => peeked && router.push(assetHref(peeked.kind, peeked.name))],
    ["Escape", () => void setSearch({ peek: "" })],
  ]);
  const narrow = (change: Partial<CatalogFilters>) => void setSearch({ after: "", ...change });
  return (
    <div className={screenClasses.screen} data-peek={peeked ? true : undefined}>
      <div className={screenClasses.list}>
        <div className={screenClasses.tools}>
          <CatalogFilterBar filters={search} facets={first?.facets} onChange={narrow} />
          <div className={screenClasses.live}>
            <ScopeSwitch scope={search.scope} onChange={(scope) => narrow({ scope })} />
            <TableMenu columns={columns} view={view} onView={setView} />
          </div>
        </div>
        <MeaningNote use={first?.meaning ?? null} />
        {pages.isError ? (
          <ErrorState error={pages.error} retry={() => void pages.refetch()} />
        ) : rows.length > 0 ? (
          <>
            <DataTable
              label="Assets"
              columns={columns}
              rows={rows}
              rowId={assetKey}
              view={view}
              onView={setView}
              activeId={search.peek || null}
              onOpen={open}
              busy={pages.isPlaceholderData}
              sort={sortOf(search.sort)}
              onSort={(sort) => void setSearch({ sort: sortName(sort), after: "" })}
              second={catalogSecondLine}
            />
            <ListFooter pages={pages} more="Load more">
              {amountOf(rows.length, first?.total ?? rows.length)}
            </ListFooter>
          </>
        ) : first?.meaning?.state === "reading" ? null : (
          <CatalogNothing
            filters={search}
            onClear={() => narrow(NO_FILTERS)}
            onAll={() => narrow({ scope: "all" })}
          />
        )}
      </div>
      {peeked ? (
        <AssetPeek
          key={search.peek}
          kind={peeked.kind}
          name={peeked.name}
          onClose={() => void setSearch({ peek: "" })}
        />
      ) : null}
    </div>
  );
}

function sortOf(sort: CatalogSearch["sort"]): TableSort | undefined {
  return sort ? { column: sort.replace("-", ""), descending: sort.startsWith("-") } : undefined;
}

function sortName(sort: TableSort | undefined): CatalogSearch["sort"] {
  return sort ? (`${sort.descending ? "-" : ""}${sort.column}` as CatalogSearch["sort"]) : null;
}

function amountOf(shown: number, total: number): string {
  const all = formatCounted(total, "asset");
  return shown < total ? `${formatCount(shown)} of ${all}` : all;
}
