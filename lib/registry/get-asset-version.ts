import { findAssetVersion } from "@/db/queries/asset-versions";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { getAssetVersionInput, getAssetVersionOutput } from "./get-asset-version.schema";

/** One immutable version of an asset with its spec. @throws MeshError `not_found` */
export const getAssetVersion = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}/versions/{version}",
    summary: "One version of an asset",
    tags: ["catalog"],
  })
  .input(getAssetVersionInput)
  .output(getAssetVersionOutput)
  .handler(async ({ input, context }) => {
    const found = await findAssetVersion(context.database.db, input);
    if (!found) throw new MeshError("not_found", "There is no such version.");
    return { ...found, createdAt: found.createdAt.toISOString() };
  });
