"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { IconSearchOff, IconShieldLock } from "@/components/icons";
import type { ListedPolicy, ListPoliciesOutput } from "@/lib/policy/list-policies.schema";
import prose from "../data/prose.module.css";
import { SearchBox } from "../data/search-box";
import { SelectBox } from "../data/select-box";
import { formatCount, formatCounted } from "../format/format-count";
import { EmptyState } from "../states/empty-state";
import { DataTable } from "../table/data-table";
import screenClasses from "../table/list-screen.module.css";
import { TableMenu } from "../table/table-menu";
import { useTableView } from "../table/use-table-view";
import classes from "./policies.module.css";
import { POLICY_COLUMNS, policySecondLine } from "./policy-columns";
import { policyHref } from "./policy-links";
import { policiesSearch } from "./policy-search";

const COLUMN_IDS = POLICY_COLUMNS.map(({ id }) => id);

/** Every policy of the mesh: guardrails first, then by domain. */
export function PoliciesScreen({ found }: { found: ListPoliciesOutput }) {
  const router = useRouter();
  const [search, setSearch] = useQueryStates(policiesSearch, { history: "replace", throttleMs: 200 });
  const [view, setView] = useTableView("policies", COLUMN_IDS);
  const shown = found.items.filter((policy) => matches(policy, search));
  const domains = [...new Set(found.items.map(({ domain }) => domain))].sort();
  if (found.items.length === 0) {
    return (
      <EmptyState icon={<IconShieldLock size={18} aria-hidden />} title="There is no policy yet">
        So nothing is allowed: every call needs a policy that permits it. Write the first one.
      </EmptyState>
    );
  }
  return (
    <div className={screenClasses.list}>
      <div className={screenClasses.tools}>
        <SearchBox
          label="Search policies"
          placeholder="Name, title or id of a rule"
          value={search.q}
          onChange={(q) => void setSearch({ q })}
        />
        <div className={screenClasses.live}>
          <SelectBox
            label="Domain"
            value={search.domain}
            options={[
              { value: "", label: "all" },
              ...domains.map((domain) => ({ value: domain, label: domain })),
            ]}
            onChange={(domain) => void setSearch({ domain })}
          />
          <TableMenu columns={POLICY_COLUMNS} view={view} onView={setView} />
        </div>
      </div>
      {shown.length > 0 ? (
        <DataTable
          label="Policies"
          columns={POLICY_COLUMNS}
          rows={shown}
          rowId={({ name }) => name}
          view={view}
          onView={setView}
          onOpen={({ name }) => router.push(policyHref(name))}
          second={policySecondLine}
        />
      ) : (
        <EmptyState icon={<IconSearchOff size={18} aria-hidden />} title="No policy matches">
          <button
            type="button"
            className={prose.textButton}
            onClick={() => void setSearch({ q: "", domain: "" })}
          >
            Show all {formatCount(found.items.length)}
          </button>
        </EmptyState>
      )}
      <p className={classes.foot}>
        {shown.length === found.items.length
          ? formatCounted(shown.length, "policy", "policies")
          : `${formatCount(shown.length)} of ${formatCounted(found.items.length, "policy", "policies")}`}
        {found.unpermitted > 0 ? (
          <>
            {" · "}
            <Link href="/calls?error=policy_denied&from=24h" prefetch={false} className={prose.link}>
              {formatCounted(found.unpermitted, "call")}
            </Link>{" "}
            refused in 24 hours because nothing permits {found.unpermitted === 1 ? "it" : "them"}
          </>
        ) : null}
        {found.lookedAtAll
          ? ""
          : ` · refusals are counted over the newest ${formatCounted(found.looked, "call")} of the day`}
      </p>
    </div>
  );
}

function matches({ name, title, domain, ids }: ListedPolicy, search: { q: string; domain: string }): boolean {
  if (search.domain !== "" && domain !== search.domain) return false;
  const wanted = search.q.trim().toLowerCase();
  return [name, title, ...ids].some((text) => text.toLowerCase().includes(wanted));
}
