"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import { IconArrowUp, IconDownload, IconFilterOff, IconShieldCheck } from "@/components/icons";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { AUDIT_FIELDS } from "@/lib/audit/browse/audit-fields.schema";
import { ListFooter } from "../data/list-footer";
import { useAfterLoad } from "../data/use-after-load";
import { formatCount, formatCounted } from "../format/format-count";
import { QueryBar } from "../query/query-bar";
import { searchOfQuery } from "../query/query-search";
import { useShortcuts } from "../shell/shortcuts";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import { DataTable } from "../table/data-table";
import screen from "../table/list-screen.module.css";
import { useTableView } from "../table/use-table-view";
import classes from "./audit.module.css";
import { auditColumns, auditSecondLine } from "./audit-columns";
import { auditSearch, filtersOf } from "./audit-search";
import { LiveTools } from "./live-tools";
import { LogLine, useAuditStatus } from "./log-line";
import { useAuditList } from "./use-audit-list";
import { useVerification } from "./use-verification";

/** Loaded with the first entry that is opened, the first check, the first export. */
const EntryPeek = dynamic(() => import("./entry-peek").then((module) => module.EntryPeek), {
  loading: () => null,
});
const VerificationBox = dynamic(() => import("./verification-box").then((module) => module.VerificationBox), {
  loading: () => null,
});
const ExportBox = dynamic(() => import("./export-box").then((module) => module.ExportBox), {
  loading: () => null,
});

const TableMenu = dynamic(
  () => import("../table/table-menu").then((module) => module.TableMenu<AuditEntrySummary>),
  { ssr: false, loading: () => null },
);

const TYPING_MS = 200;
const MENUS = ["area", "result", "by", "about"] as const;

/** The audit log: what happened, as sentences, while it happens; with its filters, its proof and its export. The address holds all of it. */
export function AuditScreen() {
  const loaded = useAfterLoad();
  const router = useRouter();
  const [search, setSearch] = useQueryStates(auditSearch, { history: "replace", throttleMs: TYPING_MS });
  const list = useAuditList(search);
  const { shown, waiting, pages } = list;
  const verification = useVerification(useAuditStatus().data?.origin);
  const [exporting, setExporting] = useState(false);
  const filters = filtersOf(search);
  const filtered = filters.conditions.length > 0 || filters.text !== "";
  const open = useCallback((entry: AuditEntrySummary) => void setSearch({ peek: entry.id }), [setSearch]);
  const columns = useMemo(() => auditColumns(open, verification.verdicts), [open, verification.verdicts]);
  const second = useMemo(() => auditSecondLine(verification.verdicts), [verification.verdicts]);
  const [view, setView] = useTableView("audit", columns.map(idOf));
  const move = (step: number) => {
    const at = shown.findIndex((entry) => entry.id === search.peek);
    const next = shown[at < 0 ? 0 : Math.min(Math.max(at + step, 0), shown.length - 1)];
    if (next) void setSearch({ peek: next.id });
  };
  const verify = () => verification.run.mutate({ entries: shown, unbroken: !filtered });
  const clear = () =>
    void setSearch({ ...searchOfQuery({ conditions: [], text: "" }, AUDIT_FIELDS), before: "" });
  useShortcuts([
    ["j", () => move(1)],
    ["k", () => move(-1)],
    ["v", verify],
    ["Enter", () => search.peek && router.push(`/audit/${search.peek}`)],
    ["Escape", () => void setSearch({ peek: "" })],
  ]);
  return (
    <div className={screen.screen} data-peek={search.peek ? true : undefined}>
      <div className={screen.list}>
        <div className={classes.head}>
          <LogLine />
          <div className={classes.tools}>
            <Button
              variant="default"
              disabled={shown.length === 0}
              loading={verification.run.isPending}
              leftSection={<IconShieldCheck size={14} aria-hidden />}
              onClick={verify}
            >
              Verify
            </Button>
            <Button
              variant="default"
              aria-expanded={exporting}
              leftSection={<IconDownload size={14} aria-hidden />}
              onClick={() => setExporting(!exporting)}
            >
              Export
            </Button>
            <TableMenu columns={columns} view={view} onView={setView} />
            <LiveTools
              {...list.live}
              live={search.live}
              disabled={search.before !== ""}
              onLive={(live) => void setSearch({ live })}
            />
          </div>
        </div>
        <div className={screen.tools}>
          <QueryBar
            list="audit entries"
            placeholder="Who, what, error or id"
            fields={AUDIT_FIELDS}
            query={filters}
            onQuery={(query) => void setSearch({ ...searchOfQuery(query, AUDIT_FIELDS), before: "" })}
            menus={MENUS}
            values={{}}
          />
        </div>
        {exporting ? <ExportBox query={list.query} onClose={() => setExporting(false)} /> : null}
        {verification.run.isIdle ? null : (
          <VerificationBox verification={verification} onClose={() => verification.run.reset()} />
        )}
        {waiting > 0 ? (
          <div className={screen.news}>
            <Button size="xs" leftSection={<IconArrowUp size={14} aria-hidden />} onClick={list.reveal}>
              {formatCount(waiting)}
              {list.overflowed ? "+" : ""} new {waiting === 1 ? "entry" : "entries"}
            </Button>
          </div>
        ) : null}
        {pages.isError ? (
          <ErrorState error={pages.error} retry={() => void pages.refetch()} />
        ) : shown.length > 0 ? (
          <>
            <DataTable
              label="Audit entries"
              columns={columns}
              rows={shown}
              rowId={idOf}
              view={view}
              onView={setView}
              activeId={search.peek || null}
              onOpen={open}
              second={second}
            />
            <ListFooter pages={pages} more="Load older">
              {formatCounted(shown.length, "entry", "entries")}{" "}
              {pages.hasNextPage ? "shown, newest first; there are older ones" : "in all"}
            </ListFooter>
          </>
        ) : (
          <EmptyState
            icon={<IconFilterOff size={18} aria-hidden />}
            title={filtered ? "No entry matches these filters" : "Nothing is on record yet"}
            action={
              filtered ? (
                <Button variant="default" size="xs" onClick={clear}>
                  Clear filters
                </Button>
              ) : null
            }
          >
            {filtered
              ? "There may be entries that do not match."
              : "Every call, sign-in and change appears here while it happens."}
          </EmptyState>
        )}
      </div>
      {search.peek && loaded ? (
        <EntryPeek key="peek" id={search.peek} onClose={() => void setSearch({ peek: "" })} />
      ) : null}
    </div>
  );
}

function idOf({ id }: { id: string }): string {
  return id;
}
