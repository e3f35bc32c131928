import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { parseNameReference } from "./parse-reference";
import { resolveAssetInput, resolvedAsset } from "./resolve-asset.schema";
import { resolveVersion } from "./resolve-version";

/** One version of an asset, by name, label, number or digest. @throws MeshError `not_found`, `conflict` for too short a digest */
export const resolveAsset = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/resolve/{kind}/{ref}",
    summary: "One version of an asset by name, label, number or digest",
    tags: ["catalog"],
  })
  .input(resolveAssetInput)
  .output(resolvedAsset)
  .handler(async ({ input, context }) => {
    const reference = parseNameReference(input.ref);
    const found =
      reference && (await resolveVersion(context.database.db, { kind: input.kind, ...reference }));
    if (!found) throw new MeshError("not_found", "There is no such asset or version.");
    return found;
  });
