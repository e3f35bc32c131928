"use client";

import { Button } from "@mantine/core";
import { useDebouncedValue, useInViewport } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useCallback, useEffect, useMemo, useState } from "react";
import { IconArrowUp, IconFilterOff, IconPlayerPause, IconPlayerPlay } from "@/components/icons";
import type { CallSummary } from "@/lib/records/call.schema";
import type { ListCallsOutput } from "@/lib/records/list-calls.schema";
import { fetchJson } from "../data/fetch-json";
import { formatCounted } from "../format/format-count";
import { useShortcuts } from "../shell/shortcuts";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import { DataTable } from "../table/data-table";
import { TableMenu } from "../table/table-menu";
import { useTableView } from "../table/use-table-view";
import { callColumns, callSecondLine } from "./call-columns";
import { CallFilterBar } from "./call-filters";
import { callQuery, callSearch, callsKey, isFiltered, NO_FILTERS } from "./call-search";
import { LiveBadge } from "./live-badge";
import { type Arrivals, mergeCalls } from "./merge-calls";
import { NoCallsYet } from "./no-calls-yet";
import classes from "./screen.module.css";
import { useLiveCalls } from "./use-live-calls";

/** Loaded with the first call that is opened. */
const CallPeek = dynamic(() => import("./call-peek").then((module) => module.CallPeek));

/** What the live feed has brought for one filter, and up to which call it is shown. */
interface Feed {
  key: string;
  arrivals: Arrivals;
  revealed: string;
}

const NO_NEWS: Omit<Feed, "key"> = { arrivals: new Map(), revealed: "" };
const TYPING_MS = 200;
/** A list scrolled further than this is being read. */
const AT_TOP_PX = 80;

/** The live list of calls with its filters and the open call beside it. The address holds all of it. */
export function CallsScreen() {
  const router = useRouter();
  const queries = useQueryClient();
  const [search, setSearch] = useQueryStates(callSearch, { history: "replace", throttleMs: TYPING_MS });
  // Not a request for each letter typed.
  const [query] = useDebouncedValue(callQuery(search).toString(), TYPING_MS);
  const feedKey = `${query}|${search.before}`;
  const [feed, setFeed] = useState<Feed>({ key: feedKey, ...NO_NEWS });
  // What arrived for one filter says nothing about another.
  if (feed.key !== feedKey) setFeed({ key: feedKey, ...NO_NEWS });
  const pages = useInfiniteQuery({
    queryKey: callsKey(query, search.before),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(query);
      if (pageParam) params.set("before", pageParam);
      return fetchJson<ListCallsOutput>(`/api/console/calls?${params}`, signal);
    },
    initialPageParam: search.before,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  const listed = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const { shown, waiting } = mergeCalls(listed, feed.arrivals, feed.revealed);
  const live = useLiveCalls({
    query,
    after: listed[0]?.id,
    enabled: search.live && !search.before && pages.isSuccess && !pages.isPlaceholderData,
    onCall: (call: CallSummary) => {
      const atTop = !search.peek && window.scrollY < AT_TOP_PX;
      setFeed(({ key, arrivals, revealed }) => ({
        key,
        arrivals: new Map(arrivals).set(call.id, call),
        revealed: atTop && call.id > revealed ? call.id : revealed,
      }));
      void queries.invalidateQueries({ queryKey: ["call", call.id] });
    },
    onBehind: () => void pages.refetch(),
  });
  const reveal = () => {
    setFeed((now) => ({ ...now, revealed: [...now.arrivals.keys()].sort().at(-1) ?? "" }));
    window.scrollTo({ top: 0 });
  };
  const move = (step: number) => {
    const at = shown.findIndex((call) => call.id === search.peek);
    const next = shown[at < 0 ? 0 : Math.min(Math.max(at + step, 0), shown.length - 1)];
    if (next) void setSearch({ peek: next.id });
  };
  const open = useCallback((call: CallSummary) => void setSearch({ peek: call.id }), [setSearch]);
  const columns = useMemo(() => callColumns(open), [open]);
  const [view, setView] = useTableView("calls", columns.map(idOf));
  useShortcuts([
    ["j", () => move(1)],
    ["k", () => move(-1)],
    ["Enter", () => search.peek && router.push(`/calls/${search.peek}`)],
    ["Escape", () => void setSearch({ peek: "" })],
  ]);
  const clear = () => void setSearch(NO_FILTERS);
  return (
    <div className={classes.screen} data-peek={search.peek ? true : undefined}>
      <div className={classes.list}>
        <div className={classes.tools}>
          <CallFilterBar filters={search} onChange={(change) => void setSearch(change)} onClear={clear} />
          <div className={classes.live}>
            <TableMenu columns={columns} view={view} onView={setView} />
            <LiveBadge state={live} />
            <Button
              variant="default"
              disabled={search.before !== ""}
              aria-pressed={search.live}
              leftSection={
                search.live ? (
                  <IconPlayerPause size={14} aria-hidden />
                ) : (
                  <IconPlayerPlay size={14} aria-hidden />
                )
              }
              onClick={() => void setSearch({ live: !search.live })}
            >
              {search.live ? "Pause" : "Resume"}
            </Button>
          </div>
        </div>
        {waiting > 0 ? (
          <div className={classes.news}>
            <Button size="xs" leftSection={<IconArrowUp size={14} aria-hidden />} onClick={reveal}>
              {formatCounted(waiting, "new call")}
            </Button>
          </div>
        ) : null}
        {pages.isError ? (
          <ErrorState error={pages.error} retry={() => void pages.refetch()} />
        ) : shown.length > 0 ? (
          <>
            <DataTable
              label="Calls"
              columns={columns}
              rows={shown}
              rowId={idOf}
              view={view}
              onView={setView}
              activeId={search.peek || null}
              onOpen={open}
              second={callSecondLine}
            />
            <Footer count={shown.length} pages={pages} />
          </>
        ) : isFiltered(search) ? (
          <EmptyState
            icon={<IconFilterOff size={18} aria-hidden />}
            title="No call matches these filters"
            action={
              <Button variant="default" size="xs" onClick={clear}>
                Clear filters
              </Button>
            }
          >
            There may be calls that do not match.
          </EmptyState>
        ) : (
          <NoCallsYet />
        )}
      </div>
      {search.peek ? (
        <CallPeek key="peek" id={search.peek} onClose={() => void setSearch({ peek: "" })} />
      ) : null}
    </div>
  );
}

function idOf({ id }: { id: string }): string {
  return id;
}

/** Reads older calls when it comes into sight; the button is for those who do not scroll. */
function Footer({ count, pages }: { count: number; pages: ReturnType<typeof useInfiniteQuery> }) {
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (inViewport && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [inViewport, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <div ref={ref} className={classes.footer}>
      <span>
        {formatCounted(count, "call")}{" "}
        {pages.hasNextPage ? "shown, newest first; there are older ones" : "in all"}
      </span>
      {pages.hasNextPage ? (
        <Button
          variant="default"
          size="xs"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          Load older
        </Button>
      ) : null}
    </div>
  );
}
