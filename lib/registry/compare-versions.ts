import { findAssetVersion } from "@/db/queries/asset-versions";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { compareVersionsInput, versionComparison } from "./compare-versions.schema";
import { describeChange } from "./diff/describe-change";
import type { AssetKind, SpecOf } from "./kinds";

/** Two versions of an asset and, in words, what differs between them. @throws MeshError `not_found` */
export const compareVersions = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}/compare",
    summary: "What differs between two versions of an asset",
    tags: ["catalog"],
  })
  .input(compareVersionsInput)
  .output(versionComparison)
  .handler(async ({ input, context }) => {
    const { kind, name, from, to } = input;
    const read = (version: number) => findAssetVersion(context.database.db, { kind, name, version });
    const [before, after] = await Promise.all([read(from), read(to)]);
    if (!before || !after) throw new MeshError("not_found", "There is no such version.");
    const spec = (of: { spec: unknown }) => of.spec as SpecOf<AssetKind>;
    return {
      before: { ...before, createdAt: before.createdAt.toISOString() },
      after: { ...after, createdAt: after.createdAt.toISOString() },
      lines: describeChange(kind as AssetKind, spec(before), spec(after)),
    };
  });
