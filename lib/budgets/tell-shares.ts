import type { Db } from "@/db/client";
import { insertBudgetAlert } from "@/db/queries/meters";
import { appendAudit } from "@/lib/audit/append-audit";
import { MESH_AUTHOR } from "@/lib/identity/author";
import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";
import { listCeilings } from "./in-force";
import type { Standing } from "./standing.schema";
import { standingsOf } from "./standings";

/**
 * Tells of each share of a budget that is reached, once for each amount and period on all replicas: an audit entry, which is a notice to the people who run the mesh. Without budgets nothing is read.
 * @param told what this process knows to be told; it grows
 * @returns how many were told now
 */
export async function tellShares(
  db: Db,
  registry: RegistrySnapshot,
  told: Set<string>,
  nowMs: number = Date.now(),
): Promise<number> {
  const budgets = listCeilings(registry).filter((one) => one.kind === "budget");
  if (budgets.length === 0) return 0;
  const byName = new Map(budgets.map((one) => [one.name, one]));
  let count = 0;
  for (const standing of await standingsOf(db, budgets, nowMs)) {
    const budget = byName.get(standing.name);
    if (!budget || standing.from === null) continue;
    for (const share of sharesOf(budget)) {
      const key = `${budget.id} ${standing.from} ${standing.cap} ${share}`;
      if (told.has(key) || Number(standing.used) < Number(standing.cap) * share) continue;
      if (await tell(db, budget, standing, share)) count++;
      told.add(key);
    }
  }
  return count;
}

/** A soft budget has no other way to say that it is passed. */
function sharesOf({ spec }: Asset<"budget">): number[] {
  const { alertAt, mode } = spec;
  return [...new Set([...(alertAt ?? [1]), ...(mode === "soft" ? [1] : [])])].sort((a, b) => a - b);
}

async function tell(db: Db, budget: Asset<"budget">, standing: Standing, share: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const windowStart = new Date(standing.from ?? 0);
    const { id: assetId, name } = budget;
    if (!(await insertBudgetAlert(tx, { assetId, windowStart, amount: standing.cap, share }))) return false;
    await appendAudit(tx, {
      type: "io.signalbox.budget.share_reached",
      actor: MESH_AUTHOR.actor,
      object: `budget:${name}`,
      outcome: "ok",
      payload: {
        text: `${Number((share * 100).toFixed(4))} %`,
        share,
        cost: standing.used,
        amount: standing.cap,
        currency: standing.currency,
        period: standing.per,
        from: standing.from,
      },
    });
    return true;
  });
}
