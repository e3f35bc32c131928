"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { IconCoins } from "@/components/icons";
import type { Standing, Standings } from "@/lib/budgets/standing.schema";
import { assetHref } from "../calls/call-links";
import { fetchJson } from "../data/fetch-json";
import { Panel } from "../data/panel";
import { formatBucket } from "../format/format-bucket";
import { formatShare } from "../format/format-count";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import { ListSkeleton } from "../states/skeletons";
import { BUDGETS_KEY, type BudgetForms } from "./budget-forms";
import classes from "./budgets.module.css";
import { amountText, capWords, scopeWords } from "./ceiling-words";
import { ProposeCeiling } from "./propose-ceiling";

const REFRESH_MS = 10_000;

/** What holds calls back, and how far each budget and limit is in its period. */
export function BudgetsPanel(forms: BudgetForms) {
  const found = useQuery({
    queryKey: BUDGETS_KEY,
    queryFn: ({ signal }) => fetchJson<Standings>("/api/console/v1/budgets", signal),
    staleTime: REFRESH_MS,
    refetchInterval: REFRESH_MS,
  });
  return (
    <Panel
      title="Budgets and limits"
      anchor="budgets"
      aside={
        <span className={classes.tools}>
          <Link className={classes.help} href="/docs/budgets">
            How they count
          </Link>
          <ProposeCeiling kind="budget" label="Propose a budget" {...forms} />
          <ProposeCeiling kind="limit" label="Propose a limit" {...forms} />
        </span>
      }
    >
      {found.isError ? (
        <ErrorState error={found.error} retry={() => void found.refetch()} />
      ) : !found.data ? (
        <ListSkeleton rows={3} />
      ) : found.data.items.length === 0 ? (
        <EmptyState icon={<IconCoins size={18} aria-hidden />} title="Nothing holds calls back">
          A budget says how much may be spent in a period, a limit how often and how many tokens. Propose one;
          it takes effect when somebody else has approved it.
        </EmptyState>
      ) : (
        <Table found={found.data} forms={forms} />
      )}
    </Panel>
  );
}

function Table({ found: { items, more }, forms }: { found: Standings; forms: BudgetForms }) {
  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label="Budgets and limits">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Used</th>
              <th scope="col">Reserved</th>
              <th scope="col">Left</th>
              <th scope="col">At this pace</th>
              <th scope="col">Begins anew</th>
              <th scope="col">
                <span className={classes.hidden}>Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row
                key={`${item.kind} ${item.name} ${item.measure} ${item.per}`}
                item={item}
                known={items.filter(({ kind, name }) => kind === item.kind && name === item.name)}
                forms={forms}
              />
            ))}
          </tbody>
        </table>
      </div>
      {more ? <p className={classes.note}>The fullest {items.length} are shown.</p> : null}
    </>
  );
}

function Row(props: { item: Standing; known: readonly Standing[]; forms: BudgetForms }) {
  const { item, known, forms } = props;
  const { kind, name, title, currency, used, reserved, left, cap, expected } = item;
  const share = Number(used) / Math.max(Number(cap), 1e-12);
  const willPass = expected !== null && Number(expected) > Number(cap);
  return (
    <tr>
      <th scope="row">
        <Link className={classes.link} href={assetHref(kind, name)} prefetch={false}>
          {title}
        </Link>
        <span className={classes.under}>
          {capWords(item)}
          {item.mode === "soft" ? ", only told" : ""}; {scopeWords(item.scope)}
        </span>
      </th>
      <td>
        <data value={used} title={`Exactly ${used} ${currency ?? ""}`}>
          {amountText(used, currency)}
        </data>
        <span className={classes.under}>
          <progress
            className={classes.bar}
            data-tone={share >= 1 ? "full" : share >= 0.8 ? "near" : undefined}
            max={1}
            value={Math.min(share, 1)}
            aria-label={`Used of ${name}`}
          />{" "}
          {formatShare(share)}
        </span>
      </td>
      <td>{amountText(reserved, currency)}</td>
      <td>{amountText(left, currency)}</td>
      <td className={willPass ? classes.warn : undefined}>
        {expected === null ? "too early to say" : amountText(expected, currency)}
        {willPass ? <span className={classes.under}>more than it has</span> : null}
      </td>
      <td>{resetWords(item)}</td>
      <td>
        <ProposeCeiling kind={kind} label="Change" known={known} {...forms} />
      </td>
    </tr>
  );
}

/** Windows that are shorter than a look at the screen only say how long they are. */
const SHORT = new Set(["second", "minute", "hour"]);

function resetWords({ per, resetsAt }: Standing): string {
  if (resetsAt === null) return "with each call that ends";
  return per !== null && SHORT.has(per) ? `every ${per}` : `${formatBucket(resetsAt, "day", "UTC")} UTC`;
}
