import { operation } from "@/lib/identity/operation";
import { registryService } from "@/lib/registry/asset";
import { listCeilings } from "./in-force";
import { STANDINGS_MOST, standings } from "./standing.schema";
import { standingsOf } from "./standings";

/** Every budget and limit in force, and how far it is. */
export const listBudgets = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/budgets",
    summary: "Budgets and limits in force, and how far they are",
    tags: ["cost"],
  })
  .output(standings)
  .handler(async ({ context }) => {
    const nowMs = Date.now();
    const ceilings = listCeilings(context.services.get(registryService).current());
    const all = await standingsOf(context.database.db, ceilings, nowMs);
    return {
      items: all.slice(0, STANDINGS_MOST),
      more: all.length > STANDINGS_MOST,
      at: new Date(nowMs).toISOString(),
    };
  });
