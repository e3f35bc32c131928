import type { listCatalog } from "@/db/queries/catalog";
import type { HealthLists } from "@/db/queries/catalog-filter";
import type { HealthName } from "./catalog-names.schema";
import type { HealthBoard } from "./health/health-board";
import type { AssetHealth, AssetSummary } from "./list-assets.schema";

type Row = Awaited<ReturnType<typeof listCatalog>>[number];

/** A row of the store as lists show it. */
export function assetSummaryOf(row: Row, board: HealthBoard): AssetSummary {
  const { id: _id, certifiedAt, suspendedAt: _at, health: _health, ...rest } = row;
  return {
    ...rest,
    certified: certifiedAt !== null,
    health: healthOf(row, board),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function healthOf(row: Row, board: HealthBoard): AssetHealth | null {
  if (row.health === null) return null;
  return { state: row.health as HealthName, since: sinceOf(row, board) };
}

function sinceOf(row: Row, board: HealthBoard): string | null {
  if (row.health === "suspended") return (row.suspendedAt ?? row.updatedAt).toISOString();
  return board.get(`${row.kind}/${row.name}`)?.since ?? null;
}

/** The board as the store's query takes it. */
export function healthLists(board: HealthBoard): HealthLists {
  const keysOf = (health: string) =>
    [...board].flatMap(([key, found]) => (found.health === health ? [key] : []));
  return { failing: keysOf("failing"), degraded: keysOf("degraded"), healthy: keysOf("healthy") };
}
