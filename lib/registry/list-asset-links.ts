import { listCallees, listCallers } from "@/db/queries/asset-traffic";
import { idFloor } from "@/lib/core/ids";
import { operation } from "@/lib/identity/operation";
import { listAssetLinksInput, listAssetLinksOutput } from "./list-asset-links.schema";

const RANGE_MS = 30 * 86_400_000;
const MOST = 100;

/** Who has called an asset and, for an agent, what it has called, in the last 30 days. */
export const listAssetLinks = operation({ permission: "calls:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}/links",
    summary: "What uses an asset and what it uses",
    tags: ["catalog"],
  })
  .input(listAssetLinksInput)
  .output(listAssetLinksOutput)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const floor = idFloor(Date.now() - RANGE_MS);
    const [usedBy, uses] = await Promise.all([
      listCallers(db, { ...input, floor, limit: MOST }),
      input.kind === "agent" ? listCallees(db, { agent: input.name, floor, limit: MOST }) : [],
    ]);
    return { usedBy, uses };
  });
