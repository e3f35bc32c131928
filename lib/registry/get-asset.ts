import { z } from "zod";
import { listAssetLabels } from "@/db/queries/asset-labels";
import { findAssetVersion, listCatalogVersions } from "@/db/queries/asset-versions";
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
    const { kind, name } = input;
    const [rows, live, labels] = await Promise.all([
      listCatalogVersions(db, { assetId: row.id, limit: MAX_VERSIONS }),
      findAssetVersion(db, { kind, name, version: row.version }),
      listAssetLabels(db, { assetId: row.id }),
    ]);
    return {
      ...assetSummaryOf(row, board, row.starred),
      createdAt: row.createdAt.toISOString(),
      live: live ? { ...live, createdAt: live.createdAt.toISOString() } : null,
      versions: rows.map((version) => ({ ...version, createdAt: version.createdAt.toISOString() })),
      labels: labels.map((label) => ({ ...label, at: label.at.toISOString() })),
    };
  });
