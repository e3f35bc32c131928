import type { Sql } from "postgres";
import { listTiles } from "@/db/queries/audit-tiles";
import type { TileSource } from "./merkle/build-proof";

/** The stored tiles, in one query for each proof. */
export function tileSource(sql: Sql): TileSource {
  return (ids) => listTiles(sql, { ids });
}
