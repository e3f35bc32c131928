"use client";

import { useRouter } from "next/navigation";
import type { CostGroup } from "@/lib/cost/get-costs.schema";
import { Unseen } from "../data/unseen";
import { formatCounted } from "../format/format-count";
import { useShortcuts } from "../shell/shortcuts";
import type { TableSort } from "../table/column";
import { DataTable } from "../table/data-table";
import { TableMenu } from "../table/table-menu";
import { useTableView } from "../table/use-table-view";
import classes from "./cost.module.css";
import { type Behind, groupColumns, timeColumns } from "./cost-columns";
import { callsHref, narrowedTo } from "./cost-links";
import { groupKey, shownInWords, sortedGroups, type TimeRow, timeRows } from "./cost-rows";
import { COST_SORTS, type CostSearch } from "./cost-search";
import { DIMENSION_NAMES } from "./dimension-names";

interface Props extends Behind {
  search: CostSearch;
  onChange: (part: Partial<CostSearch>) => void;
}

/** The same money twice: by group, and by hour, day or week. J and K move, Enter goes a step deeper, C opens the calls. */
export function CostTables(props: Props) {
  const { costs, search, onChange } = props;
  const by = DIMENSION_NAMES[costs.by].label.toLowerCase();
  return (
    <section aria-label="Figures">
      <fieldset className={classes.tabs}>
        <Unseen as="legend">Table</Unseen>
        <button
          type="button"
          aria-pressed={search.view === "groups"}
          onClick={() => onChange({ view: "groups", row: "" })}
        >
          By {by}
        </button>
        <button
          type="button"
          aria-pressed={search.view === "times"}
          onClick={() => onChange({ view: "times", row: "" })}
        >
          By {costs.granularity}
        </button>
      </fieldset>
      {search.view === "groups" ? <Groups {...props} /> : <Times {...props} />}
    </section>
  );
}

function Groups(props: Props) {
  const { costs, currency, behind, search, onChange } = props;
  const router = useRouter();
  const rows = sortedGroups(currency.groups, search.sort, search.order === "desc");
  const named = currency.groups.filter(({ others }) => others === 0);
  const narrow = (group: CostGroup) => {
    const { only, not } = narrowedTo(behind, costs.by, group, named);
    // What is left of a group to look at is when; of the others, which.
    onChange({ only: [...only], not: [...not], view: group.others > 0 ? "groups" : "times", row: "" });
  };
  const columns = groupColumns(props, narrow);
  const [view, setView] = useTableView("cost", columns.map(idOf));
  const at = rows.findIndex((group) => groupKey(group) === search.row);
  useRowKeys({
    move: (step) => {
      const row = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
      if (row) onChange({ row: groupKey(row) });
    },
    open: () => rows[at] && narrow(rows[at]),
    calls: () => rows[at] && router.push(callsHref(narrowedTo(behind, costs.by, rows[at], named))),
    leave: () => onChange({ row: "" }),
  });
  const sort: TableSort | undefined = search.sort
    ? { column: search.sort, descending: search.order === "desc" }
    : undefined;
  return (
    <>
      <div className={classes.tableHead}>
        <p className={classes.dim}>{shownInWords(costs.by, currency)}</p>
        <TableMenu columns={columns} view={view} onView={setView} />
      </div>
      <DataTable
        label={`Cost by ${DIMENSION_NAMES[costs.by].label.toLowerCase()}`}
        columns={columns}
        rows={rows}
        rowId={groupKey}
        view={view}
        onView={setView}
        activeId={search.row || null}
        onOpen={narrow}
        second={({ share, calls }) =>
          `${share === null ? "" : `${share} % · `}${formatCounted(calls, "call")}`
        }
        sort={sort}
        onSort={(next) =>
          onChange({
            sort: COST_SORTS.find((one) => one === next?.column) ?? "",
            order: next?.descending === false ? "asc" : "desc",
          })
        }
      />
    </>
  );
}

function Times(props: Props) {
  const { costs, currency, behind, search, onChange } = props;
  const router = useRouter();
  const rows = timeRows(costs, currency);
  const narrow = ({ from, to }: TimeRow) => onChange({ from, to, granularity: "", view: "groups", row: "" });
  const columns = timeColumns(props, narrow);
  const [view, setView] = useTableView("cost-times", columns.map(idOf));
  const at = rows.findIndex(({ from }) => from === search.row);
  useRowKeys({
    move: (step) => {
      const row = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
      if (row) onChange({ row: row.from });
    },
    open: () => rows[at] && narrow(rows[at]),
    calls: () => rows[at] && router.push(callsHref({ ...behind, from: rows[at].from, to: rows[at].to })),
    leave: () => onChange({ row: "" }),
  });
  return (
    <DataTable
      label={`Cost by ${costs.granularity}`}
      columns={columns}
      rows={rows}
      rowId={({ from }) => from}
      view={view}
      onView={setView}
      activeId={search.row || null}
      onOpen={narrow}
    />
  );
}

function useRowKeys(keys: {
  move: (step: number) => void;
  open: () => void;
  calls: () => void;
  leave: () => void;
}): void {
  useShortcuts([
    ["j", () => keys.move(1)],
    ["k", () => keys.move(-1)],
    ["Enter", () => keys.open()],
    ["c", () => keys.calls()],
    ["Escape", () => keys.leave()],
  ]);
}

function idOf({ id }: { id: string }): string {
  return id;
}
