import Link from "next/link";
import { IconBan, IconShieldCheck, IconShieldLock } from "@/components/icons";
import type { ListedPolicy } from "@/lib/policy/list-policies.schema";
import { AssetStatus } from "../catalog/asset-status";
import { Ago } from "../data/time";
import { formatCount, formatCounted } from "../format/format-count";
import type { TableColumn } from "../table/column";
import tableClasses from "../table/table.module.css";
import classes from "./policies.module.css";
import { policyHref } from "./policy-links";

/** The columns of the list of policies. */
export const POLICY_COLUMNS: readonly TableColumn<ListedPolicy>[] = [
  {
    id: "name",
    title: "Policy",
    fixed: true,
    cell: ({ name, title, description }) => (
      <>
        <Link href={policyHref(name)} prefetch={false} className={tableClasses.rowLink}>
          {title || name}
        </Link>
        <span className={classes.purpose}>{description || name}</span>
      </>
    ),
  },
  {
    id: "reach",
    title: "Holds for",
    width: 172,
    needs: "some-room",
    cell: (policy) => <Reach policy={policy} />,
  },
  {
    id: "rules",
    title: "Rules",
    width: 164,
    needs: "more-room",
    cell: ({ permits, forbids }) =>
      [permits && formatCounted(permits, "permit"), forbids && formatCounted(forbids, "forbid")]
        .filter(Boolean)
        .join(", ") || "–",
  },
  {
    id: "state",
    title: "State",
    width: 120,
    needs: "some-room",
    cell: ({ lifecycle, suspendedReason }) => (
      <AssetStatus lifecycle={lifecycle} suspended={suspendedReason !== null} />
    ),
  },
  {
    id: "tests",
    title: "Tests",
    width: 64,
    align: "end",
    needs: "more-room",
    cell: ({ tests }) => (tests > 0 ? formatCount(tests) : "–"),
  },
  {
    id: "refused",
    title: "Refused in 24 h",
    width: 128,
    align: "end",
    needs: "some-room",
    cell: ({ refused }) =>
      refused > 0 ? (
        <span className={classes.refused}>
          <IconBan size={14} aria-hidden /> {formatCount(refused)}
        </span>
      ) : (
        "–"
      ),
  },
  {
    id: "changed",
    title: "Changed",
    width: 96,
    align: "end",
    needs: "some-room",
    cell: ({ changedAt }) => <Ago at={changedAt} />,
  },
];

/** What stands below the name where the other columns have no room. */
export function policySecondLine(policy: ListedPolicy) {
  return (
    <>
      <Reach policy={policy} /> · <Ago at={policy.changedAt} />
      {policy.refused > 0 ? ` · ${formatCount(policy.refused)} refused` : ""}
    </>
  );
}

export function Reach({ policy }: { policy: Pick<ListedPolicy, "guardrail" | "domain"> }) {
  return (
    <span className={classes.reach}>
      {policy.guardrail ? (
        <>
          <IconShieldLock size={14} aria-hidden /> Everyone (guardrail)
        </>
      ) : (
        <>
          <IconShieldCheck size={14} aria-hidden /> {policy.domain}
        </>
      )}
    </span>
  );
}
