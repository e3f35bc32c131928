import Link from "next/link";
import type { CostGroup, Costs, CurrencyCosts } from "@/lib/cost/get-costs.schema";
import { Money } from "../data/money";
import { formatBucket } from "../format/format-bucket";
import { formatCount } from "../format/format-count";
import type { TableColumn } from "../table/column";
import tableClasses from "../table/table.module.css";
import { ChangeText } from "./change-text";
import classes from "./cost.module.css";
import { type CallsBehind, callsHref, narrowedTo } from "./cost-links";
import { groupName, type TimeRow } from "./cost-rows";
import { DIMENSION_NAMES } from "./dimension-names";

/** What both tables need to lead from a figure to its calls. */
export interface Behind {
  costs: Costs;
  currency: CurrencyCosts;
  behind: CallsBehind;
}

/** The columns of the groups. Every amount and count leads to the calls that it is the sum of. */
export function groupColumns(
  { costs, currency, behind }: Behind,
  onOpen: (group: CostGroup) => void,
): readonly TableColumn<CostGroup>[] {
  const named = currency.groups.filter(({ others }) => others === 0);
  const calls = (group: CostGroup) => narrowedTo(behind, costs.by, group, named);
  const before = (group: CostGroup) => ({ ...calls(group), from: costs.previousFrom, to: costs.from });
  return [
    {
      id: "group",
      title: DIMENSION_NAMES[costs.by].label,
      fixed: true,
      cell: (group) => (
        <button type="button" className={classes.open} onClick={() => onOpen(group)}>
          {groupName(costs.by, group)}
        </button>
      ),
    },
    {
      id: "share",
      title: "Share",
      width: 148,
      needs: "some-room",
      cell: ({ share }) => <Share percent={share} />,
    },
    {
      id: "cost",
      title: "Spent",
      width: 132,
      align: "end",
      sortable: true,
      cell: (group) => (
        <Link href={callsHref(calls(group))} className={tableClasses.rowLink} prefetch={false}>
          <Money cost={group.cost} currency={currency.currency} />
        </Link>
      ),
    },
    {
      id: "previous",
      title: "Before",
      width: 132,
      align: "end",
      sortable: true,
      needs: "much-room",
      cell: (group) =>
        group.previous.calls === 0 ? (
          "–"
        ) : (
          <Link href={callsHref(before(group))} className={tableClasses.rowLink} prefetch={false}>
            <Money cost={group.previous.cost} currency={currency.currency} />
          </Link>
        ),
    },
    {
      id: "change",
      title: "Change",
      width: 196,
      align: "end",
      sortable: true,
      needs: "some-room",
      cell: (group) => <ChangeText figure={group} currency={currency.currency} />,
    },
    {
      id: "calls",
      title: "Calls",
      width: 88,
      align: "end",
      sortable: true,
      needs: "some-room",
      cell: (group) => (
        <Link href={callsHref(calls(group))} prefetch={false}>
          {formatCount(group.calls)}
        </Link>
      ),
    },
    {
      id: "success",
      title: "Per success",
      width: 124,
      align: "end",
      sortable: true,
      needs: "much-room",
      cell: ({ perSuccess }) =>
        perSuccess === null ? "–" : <Money cost={perSuccess} currency={currency.currency} />,
    },
  ];
}

/** The columns of the hours, days or weeks: the figures of the chart, exactly. */
export function timeColumns(
  { costs, currency, behind }: Behind,
  onOpen: (row: TimeRow) => void,
): readonly TableColumn<TimeRow>[] {
  const href = ({ from, to }: TimeRow) => callsHref({ ...behind, from, to });
  return [
    {
      id: "from",
      title: `From (${costs.zone})`,
      fixed: true,
      cell: (row) => (
        <button type="button" className={classes.open} onClick={() => onOpen(row)}>
          {formatBucket(row.from, costs.granularity, costs.zone)}
        </button>
      ),
    },
    {
      id: "cost",
      title: "Spent",
      width: 148,
      align: "end",
      cell: (row) =>
        row.calls === 0 ? (
          "–"
        ) : (
          <Link href={href(row)} className={tableClasses.rowLink} prefetch={false}>
            <Money cost={row.cost} currency={currency.currency} />
          </Link>
        ),
    },
    {
      id: "calls",
      title: "Calls",
      width: 96,
      align: "end",
      needs: "some-room",
      cell: (row) =>
        row.calls === 0 ? (
          "–"
        ) : (
          <Link href={href(row)} prefetch={false}>
            {formatCount(row.calls)}
          </Link>
        ),
    },
  ];
}

/** A part of the whole as a length and in percent. */
function Share({ percent }: { percent: number | null }) {
  if (percent === null) return "–";
  return (
    <span className={classes.share}>
      <svg width="64" height="6" aria-hidden>
        <rect width="64" height="6" rx="3" className={classes.track} />
        <rect width={Math.max((percent / 100) * 64, 1)} height="6" rx="3" className={classes.part} />
      </svg>
      {percent.toLocaleString("en-US", { minimumFractionDigits: 1 })} %
    </span>
  );
}
