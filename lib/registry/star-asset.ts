import { z } from "zod";
import { deleteAssetStar, insertAssetStar } from "@/db/queries/asset-stars";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { personOf } from "@/lib/identity/person-of";
import { starAssetInput } from "./star-asset.schema";

/** Marks an asset for the person who asks, or takes the mark away. Changes nothing that anybody else sees, so it leaves no audit entry. @throws MeshError `not_found` */
export const starAsset = operation({ permission: "catalog:read" })
  .route({
    method: "POST",
    path: "/assets/{kind}/{name}/star",
    summary: "Star an asset for oneself",
    tags: ["catalog"],
  })
  .input(starAssetInput)
  .output(z.object({ starred: z.boolean() }))
  .handler(async ({ input, context }) => {
    const { kind, name, starred } = input;
    const userId = personOf(context.principal);
    if (userId === undefined) throw new MeshError("invalid_request", "Only a person can star an asset.");
    const { db } = context.database;
    if (!starred) await deleteAssetStar(db, { userId, kind, name });
    else if (!(await insertAssetStar(db, { userId, kind, name })))
      throw new MeshError("not_found", "There is no such asset.");
    return { starred };
  });
