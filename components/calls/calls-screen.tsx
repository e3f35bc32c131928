"use client";

import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useCallback, useMemo, useRef, useState } from "react";
import { IconArrowUp } from "@/components/icons";
import type { CallSummary } from "@/lib/records/call.schema";
import { CALL_FIELDS } from "@/lib/records/call-fields.schema";
import { useAfterLoad } from "../data/use-after-load";
import { formatCounted } from "../format/format-count";
import { searchOfQuery } from "../query/query-search";
import { useShortcuts } from "../shell/shortcuts";
import { ErrorState } from "../states/error-state";
import { DataTable } from "../table/data-table";
import classes from "../table/list-screen.module.css";
import { NOTHING_SELECTED } from "../table/selection";
import { useStickyTop } from "../table/use-sticky-top";
import { useTableView } from "../table/use-table-view";
import { callColumns, callSecondLine } from "./call-columns";
import { CallFilterBar, useCallCounts } from "./call-filters";
import {
  type CallQuery,
  callParams,
  callQueryOf,
  callSearch,
  listParams,
  searchSortOf,
  tableSortOf,
  wrongIn,
} from "./call-search";
import { CallsFooter } from "./calls-footer";
import { LiveTools } from "./live-tools";
import { NoCallsMatch, NoCallsYet } from "./no-calls";
import { useCallList } from "./use-call-list";

/*
 * Loaded with the first call that is opened or selected. Without `loading` the whole screen would give way to its skeleton meanwhile, and lose the focus.
 */
const CallPeek = dynamic(() => import("./call-peek").then((module) => module.CallPeek), {
  loading: () => null,
});
const SelectedCalls = dynamic(() => import("./selected-calls").then((module) => module.SelectedCalls), {
  loading: () => null,
});

const TableMenu = dynamic(
  () => import("../table/table-menu").then((module) => module.TableMenu<CallSummary>),
  {
    ssr: false,
    loading: () => null,
  },
);

const TYPING_MS = 200;
/** A list scrolled further than this is being read. */
const AT_TOP_PX = 80;

/** The live list of calls with its filters and the open call beside it. The address holds all of it. */
export function CallsScreen() {
  const loaded = useAfterLoad();
  const router = useRouter();
  const [search, setSearch] = useQueryStates(callSearch, { history: "replace", throttleMs: TYPING_MS });
  const query = callQueryOf(search);
  // Not a request for each letter typed.
  const [params] = useDebouncedValue(callParams(query).toString(), TYPING_MS);
  const [asked] = useDebouncedValue(listParams(query, search.sort).toString(), TYPING_MS);
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const list = useCallList({
    query: asked,
    sorted: search.sort !== null,
    before: search.before,
    live: search.live,
    isReading: () => search.peek !== "" || selection.ids.size > 0 || window.scrollY >= AT_TOP_PX,
  });
  const { pages, shown, waiting } = list;
  const busy = pages.isPlaceholderData || asked !== listParams(query, search.sort).toString();
  const counts = useCallCounts(params);
  const selected = shown.filter(({ id }) => selection.ids.has(id));
  const narrow = (next: CallQuery) => void setSearch({ ...searchOfQuery(next, CALL_FIELDS), before: "" });
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
    ["Escape", () => (search.peek ? void setSearch({ peek: "" }) : setSelection(NOTHING_SELECTED))],
  ]);
  const screen = useRef<HTMLDivElement>(null);
  const tools = useStickyTop(screen);
  const clear = () => narrow({ conditions: [], text: "" });
  return (
    <div ref={screen} className={classes.screen} data-peek={search.peek ? true : undefined}>
      <div className={classes.list}>
        <div ref={tools} className={classes.tools}>
          <CallFilterBar query={query} wrong={wrongIn(search)} counts={counts} onQuery={narrow} />
          <div className={classes.live}>
            <TableMenu columns={columns} view={view} onView={setView} />
            <LiveTools
              sorted={search.sort !== null}
              list={list}
              below={search.before !== ""}
              live={search.live}
              onLive={(live) => void setSearch({ live })}
            />
          </div>
          {selected.length > 0 ? (
            <SelectedCalls calls={selected} onClear={() => setSelection(NOTHING_SELECTED)} />
          ) : null}
        </div>
        {waiting > 0 ? (
          <div className={classes.news}>
            <Button
              size="xs"
              leftSection={<IconArrowUp size={14} aria-hidden />}
              onClick={() => {
                list.reveal();
                window.scrollTo({ top: 0 });
              }}
            >
              {list.waitingMore ? "More than " : ""}
              {formatCounted(waiting, "new call")}
            </Button>
          </div>
        ) : null}
        {pages.isError ? (
          <ErrorState error={pages.error} retry={() => void pages.refetch()} />
        ) : shown.length > 0 ? (
          <DataTable
            label="Calls"
            columns={columns}
            rows={shown}
            rowId={idOf}
            view={view}
            onView={setView}
            activeId={search.peek}
            onOpen={open}
            second={callSecondLine}
            sort={tableSortOf(search.sort)}
            busy={busy}
            onSort={(sort) => void setSearch({ sort: searchSortOf(sort), before: "" })}
            selection={selection}
            onSelect={setSelection}
          />
        ) : params === "" ? (
          <NoCallsYet />
        ) : (
          <NoCallsMatch more={pages.hasNextPage} onClear={clear} />
        )}
        {shown.length > 0 || pages.hasNextPage ? (
          <CallsFooter count={shown.length} pages={pages} counts={counts} sort={search.sort} busy={busy} />
        ) : null}
      </div>
      {search.peek && loaded ? (
        <CallPeek key="peek" id={search.peek} onClose={() => void setSearch({ peek: "" })} />
      ) : null}
    </div>
  );
}

function idOf({ id }: { id: string }): string {
  return id;
}
