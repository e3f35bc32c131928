"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { IconFilterOff, IconListDetails, IconX } from "@/components/icons";
import type { SuiteResult } from "@/lib/registry/suite-results/suite-results.schema";
import { ListFooter } from "../../data/list-footer";
import { SelectBox } from "../../data/select-box";
import { useAfterLoad } from "../../data/use-after-load";
import { formatCounted } from "../../format/format-count";
import { useShortcuts } from "../../shell/shortcuts";
import { EmptyState } from "../../states/empty-state";
import { ErrorState } from "../../states/error-state";
import { ListSkeleton } from "../../states/skeletons";
import { DataTable } from "../../table/data-table";
import screen from "../../table/list-screen.module.css";
import { TableMenu } from "../../table/table-menu";
import { useTableView } from "../../table/use-table-view";
import { resultColumns, resultSecondLine } from "./result-columns";
import { resultSearch } from "./result-search";
import classes from "./results.module.css";
import { useResults } from "./use-results";

/** Loaded with the first result that is opened. */
const ResultPeek = dynamic(() => import("./result-peek").then((module) => module.ResultPeek), {
  loading: () => null,
});

/** Every run of a suite that is on record, the latest first. J and K walk, Escape closes. */
export function ResultsScreen({ suite }: { suite: string }) {
  const loaded = useAfterLoad();
  const [search, setSearch] = useQueryStates(resultSearch, { history: "replace" });
  const pages = useResults(suite, search);
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);
  const open = useCallback(({ id }: SuiteResult) => void setSearch({ result: id }), [setSearch]);
  const columns = useMemo(() => resultColumns(open), [open]);
  const [view, setView] = useTableView("suite-results", columns.map(idOf));
  const move = (step: number) => {
    const at = rows.findIndex(({ id }) => id === search.result);
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (next) open(next);
  };
  useShortcuts([
    ["j", () => move(1)],
    ["k", () => move(-1)],
    ["Escape", () => void setSearch({ result: "" })],
  ]);
  const filtered = search.subject !== "" || search.verdict !== null || search.before !== "";
  const clear = () => void setSearch({ subject: "", verdict: null, before: "" });
  return (
    <div className={screen.screen} data-peek={search.result ? true : undefined}>
      <div className={screen.list}>
        <div className={screen.tools}>
          <div className={classes.filters}>
            <SelectBox
              label="Result"
              value={search.verdict ?? ""}
              options={VERDICTS}
              onChange={(verdict) => void setSearch({ verdict: verdict || null, before: "" })}
            />
            {search.subject ? (
              <Button
                variant="default"
                size="xs"
                rightSection={<IconX size={14} aria-hidden />}
                aria-label={`Only of ${search.subject}; show all`}
                onClick={() => void setSearch({ subject: "", before: "" })}
              >
                Of {search.subject}
              </Button>
            ) : null}
          </div>
          <div className={screen.live}>
            <TableMenu columns={columns} view={view} onView={setView} />
          </div>
        </div>
        {pages.isError ? (
          <ErrorState error={pages.error} retry={() => void pages.refetch()} />
        ) : pages.isPending ? (
          <ListSkeleton />
        ) : rows.length > 0 ? (
          <>
            <DataTable
              label={`Results of ${suite}`}
              columns={columns}
              rows={rows}
              rowId={idOf}
              view={view}
              onView={setView}
              activeId={search.result || null}
              onOpen={open}
              second={resultSecondLine}
              busy={pages.isPlaceholderData}
            />
            <ListFooter pages={pages} more="Load older">
              {formatCounted(rows.length, "result")}{" "}
              {pages.hasNextPage ? "shown, the latest run first; there are older ones" : "in all"}
            </ListFooter>
          </>
        ) : (
          <Nothing suite={suite} filtered={filtered} onClear={clear} />
        )}
      </div>
      {search.result && loaded ? (
        <ResultPeek key="peek" id={search.result} onClose={() => void setSearch({ result: "" })} />
      ) : null}
    </div>
  );
}

function Nothing(props: { suite: string; filtered: boolean; onClear: () => void }) {
  if (props.filtered) {
    return (
      <EmptyState
        icon={<IconFilterOff size={18} aria-hidden />}
        title="No result matches"
        action={
          <Button variant="default" size="xs" onClick={props.onClear}>
            Show all results
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState icon={<IconListDetails size={18} aria-hidden />} title="No result yet">
      Whatever runs the suite records what came of it with{" "}
      <code>POST /api/v1/suites/{props.suite}/results</code>.{" "}
      <Link href="/docs/certification" className={classes.link}>
        The command for a job
      </Link>
    </EmptyState>
  );
}

const VERDICTS = [
  { value: "", label: "all" },
  { value: "passed", label: "passed" },
  { value: "failed", label: "failed" },
] as const;

function idOf({ id }: { id: string }): string {
  return id;
}
