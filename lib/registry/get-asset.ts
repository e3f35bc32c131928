import { z } from "zod";
import { listCatalogVersions } from "@/db/queries/asset-versions";
import { findCatalogEntry } from "@/db/queries/catalog";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { personOf } from "@/lib/identity/person-of";
import { assetSummaryOf } from "./asset-summary";
import { assetDetail } from "./get-asset.schema";
import { healthBoard } from "./health/health-board";

const MAX_VERSIONS = 200;

/** One asset with its versions. @throws MeshError `not_found` */
export const getAsset = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}",
    summary: "One asset with its versions",
    tags: ["catalog"],
  })
  .input(z.object({ kind: z.string().max(50), name: z.string().max(300) }))
  .output(assetDetail)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const board = await healthBoard(context);
    const userId = personOf(context.principal);
    const row = await findCatalogEntry(db, { ...input, userId });
    if (!row) throw new MeshError("not_found", "There is no such asset.");
    const rows = await listCatalogVersions(db, { assetId: row.id, limit: MAX_VERSIONS });
    const versions = rows.map((version) => ({ ...version, createdAt: version.createdAt.toISOString() }));
    return {
      ...assetSummaryOf(row, board, row.starred),
      createdAt: row.createdAt.toISOString(),
      live: versions.find((version) => version.version === row.version) ?? null,
      versions: versions.map(({ spec: _spec, ...version }) => version),
    };
  });
