import type { Db } from "@/db/client";
import { findCatalogEntry, listCatalogVersions } from "@/db/queries/catalog";
import { MeshError } from "@/lib/core/errors";
import type { AssetDetail } from "./get-asset.schema";
import { assetSummaryOf } from "./list-assets";

const MAX_VERSIONS = 200;

/**
 * One asset with its versions.
 * @throws MeshError `not_found`
 */
export async function getAsset(db: Db, params: { kind: string; name: string }): Promise<AssetDetail> {
  const row = await findCatalogEntry(db, params);
  if (!row) throw new MeshError("not_found", "There is no such asset.");
  const rows = await listCatalogVersions(db, { assetId: row.id, limit: MAX_VERSIONS });
  const versions = rows.map((version) => ({ ...version, createdAt: version.createdAt.toISOString() }));
  return {
    ...assetSummaryOf(row),
    createdAt: row.createdAt.toISOString(),
    live: versions.find((version) => version.version === row.version) ?? null,
    versions: versions.map(({ spec: _spec, ...version }) => version),
  };
}
