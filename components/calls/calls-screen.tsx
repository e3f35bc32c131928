"use client";

import { Button } from "@mantine/core";
import { IconArrowUp, IconFilterOff, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import type { CallSummary } from "@/lib/records/call.schema";
import type { ListCallsOutput } from "@/lib/records/list-calls.schema";
import { fetchJson } from "../data/fetch-json";
import { formatCounted } from "../format/format-count";
import { useShortcuts } from "../shell/shortcuts";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import { CallFilterBar } from "./call-filters";
import { CallPeek } from "./call-peek";
import { callQuery, callSearch, callsKey, isFiltered } from "./call-search";
import { CallsTable } from "./calls-table";
import { LiveBadge } from "./live-badge";
import { type Arrivals, mergeCalls } from "./merge-calls";
import { NoCallsYet } from "./no-calls-yet";
import classes from "./screen.module.css";
import { useLiveCalls } from "./use-live-calls";

const NO_ARRIVALS: Arrivals = new Map();
/** A list scrolled further than this is being read. */
const AT_TOP_PX = 80;

/** The live list of calls with its filters and the open call beside it. The address holds all of it. */
export function CallsScreen() {
  const [search, setSearch] = useQueryStates(callSearch, { history: "replace", throttleMs: 200 });
  const query = callQuery(search).toString();
  // A list of its own for each filter: what arrived for one says nothing about another.
  return <CallsList key={`${query}|${search.before}`} search={search} query={query} setSearch={setSearch} />;
}

type Search = ReturnType<typeof useQueryStates<typeof callSearch>>;

function CallsList(props: { search: Search[0]; setSearch: Search[1]; query: string }) {
  const { search, setSearch, query } = props;
  const router = useRouter();
  const queries = useQueryClient();
  const [arrivals, setArrivals] = useState(NO_ARRIVALS);
  const [revealed, setRevealed] = useState("");
  const pages = useInfiniteQuery({
    queryKey: callsKey(search, search.before),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(query);
      if (pageParam) params.set("before", pageParam);
      return fetchJson<ListCallsOutput>(`/api/console/calls?${params}`, signal);
    },
    initialPageParam: search.before,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const listed = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const { shown, waiting } = mergeCalls(listed, arrivals, revealed);
  const live = useLiveCalls({
    query,
    after: listed[0]?.id,
    enabled: search.live && !search.before && pages.isSuccess,
    onCall: (call: CallSummary) => {
      setArrivals((before) => new Map(before).set(call.id, call));
      if (!search.peek && window.scrollY < AT_TOP_PX && call.id > revealed) setRevealed(call.id);
      void queries.invalidateQueries({ queryKey: ["call", call.id] });
    },
    onBehind: () => void pages.refetch(),
  });
  const reveal = () => {
    setRevealed([...arrivals.keys()].sort().at(-1) ?? "");
    window.scrollTo({ top: 0 });
  };
  const move = (step: number) => {
    const at = shown.findIndex((call) => call.id === search.peek);
    const next = shown[at < 0 ? 0 : Math.min(Math.max(at + step, 0), shown.length - 1)];
    if (next) void setSearch({ peek: next.id });
  };
  useShortcuts([
    ["j", () => move(1)],
    ["k", () => move(-1)],
    ["Enter", () => search.peek && router.push(`/calls/${search.peek}`)],
    ["Escape", () => void setSearch({ peek: "" })],
  ]);
  const clear = () => void setSearch({ status: [], protocol: [], caller: "", callee: "", q: "" });
  return (
    <div className={classes.screen} data-peek={search.peek ? true : undefined}>
      <div className={classes.list}>
        <div className={classes.tools}>
          <CallFilterBar filters={search} onChange={(change) => void setSearch(change)} onClear={clear} />
          <div className={classes.live}>
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
            <CallsTable
              calls={shown}
              activeId={search.peek || null}
              hrefOf={(id) => `/calls/${id}`}
              onOpen={(id) => void setSearch({ peek: id })}
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

function Footer({ count, pages }: { count: number; pages: ReturnType<typeof useInfiniteQuery> }) {
  return (
    <div className={classes.footer}>
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
