import type { findCatalogEntry } from "@/db/queries/catalog";
import type { HealthBoard } from "./health/health-board";
import { stateOf } from "./health/health-sets";
import type { AssetHealth, AssetSummary } from "./list-assets.schema";

type Row = Omit<NonNullable<Awaited<ReturnType<typeof findCatalogEntry>>>, "createdAt" | "starred">;

/** An asset as lists show it. */
export function assetSummaryOf(row: Row, board: HealthBoard, starred: boolean): AssetSummary {
  const { kind, name, domain, title, description, lifecycle, suspendedReason, dataClass } = row;
  const { tags, skills, field, version, protocol } = row;
  return {
    kind,
    name,
    domain,
    title,
    description,
    lifecycle,
    suspendedReason,
    certified: row.certifiedAt !== null,
    certification: row.certificate === null ? "none" : row.certifiedAt === null ? "suspended" : "valid",
    dataClass,
    tags,
    skills,
    field,
    version,
    protocol,
    health: healthOf(row, board),
    starred,
    updatedAt: row.updatedAt.toISOString(),
  };
}

function healthOf(row: Row, board: HealthBoard): AssetHealth | null {
  const state = stateOf(row, board);
  return state === null ? null : { state, since: sinceOf(row, state, board) };
}

function sinceOf(row: Row, state: AssetHealth["state"], board: HealthBoard): string | null {
  if (state === "suspended") return (row.suspendedAt ?? row.updatedAt).toISOString();
  return board.get(`${row.kind}/${row.name}`)?.since ?? null;
}
