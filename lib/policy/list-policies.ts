import { countRefusals, listPolicyAssets, REFUSALS_LOOKED_AT } from "@/db/queries/policy-assets";
import { isMeshError } from "@/lib/core/errors";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { LIFECYCLES } from "@/lib/registry/asset";
import { policySpec } from "@/lib/registry/kinds/policy";
import { type ListedPolicy, listPoliciesOutput } from "./list-policies.schema";
import { type ParsedPolicy, parsePolicies } from "./parse-policies";

const DAY_MS = 86_400_000;

/** Every policy asset, with what it has refused in the last day. */
export const listPolicies = operation({ permission: "catalog:read" })
  .route({ method: "GET", path: "/policies", summary: "Policies of the mesh", tags: ["policies"] })
  .output(listPoliciesOutput)
  .handler(async ({ context }) => {
    const { db, sql } = context.database;
    const [rows, { refusals, looked }] = await Promise.all([
      listPolicyAssets(db),
      countRefusals(sql, { since: idFloor(Date.now() - DAY_MS) }),
    ]);
    const calls = new Map(refusals.map(({ policy, calls: count }) => [policy, count]));
    const items = rows.map((row) => listed(row, calls));
    return {
      items: items.sort(byRank),
      unpermitted: calls.get(null) ?? 0,
      looked,
      lookedAtAll: looked < REFUSALS_LOOKED_AT,
    };
  });

type Row = Awaited<ReturnType<typeof listPolicyAssets>>[number];

function listed(row: Row, calls: ReadonlyMap<string | null, number>): ListedPolicy {
  const { spec, changedAt, lifecycle, ...rest } = row;
  const { text, guardrail, tests } = policySpec.parse(spec);
  const policies = parsedOf({ assetName: row.name, text, guardrail });
  return {
    ...rest,
    guardrail,
    lifecycle: LIFECYCLES.find((known) => known === lifecycle) ?? "draft",
    changedAt: changedAt.toISOString(),
    permits: policies.filter(({ effect }) => effect === "permit").length,
    forbids: policies.filter(({ effect }) => effect === "forbid").length,
    tests: tests?.length ?? 0,
    refused: policies
      .filter(({ effect }) => effect === "forbid")
      .reduce((sum, { id }) => sum + (calls.get(id) ?? 0), 0),
    ids: policies.map(({ id }) => id),
  };
}

/** A draft can hold a text that is not valid yet. */
function parsedOf(source: Parameters<typeof parsePolicies>[0]): ParsedPolicy[] {
  try {
    return parsePolicies(source);
  } catch (err) {
    if (isMeshError(err)) return [];
    throw err;
  }
}

function byRank(a: ListedPolicy, b: ListedPolicy): number {
  return (
    Number(b.guardrail) - Number(a.guardrail) ||
    a.domain.localeCompare(b.domain) ||
    a.name.localeCompare(b.name)
  );
}
