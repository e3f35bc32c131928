import type { Sql } from "postgres";
import { listLeaves } from "@/db/queries/audit-leaves";
import { MeshError } from "@/lib/core/errors";
import { CompactRange } from "../merkle/compact-range";
import type { LeafRange } from "../merkle/subtrees";
import { TILE_WIDTH } from "../merkle/tiles";
import { entryLine } from "./entry-line";
import type { BundlePart } from "./write-bundle";

const TILES_PER_PAGE = 8;

/** The entries of a range in the tree's order, a hash after each whole tile. */
export async function* writeRange(sql: Sql, range: LeafRange): AsyncGenerator<BundlePart> {
  let at = range.begin;
  while (at < range.end) {
    const end = Math.min(range.end, (Math.floor(at / TILE_WIDTH) + TILES_PER_PAGE) * TILE_WIDTH);
    const rows = await listLeaves(sql, { from: at, to: end });
    if (rows.length !== end - at)
      throw new MeshError("internal", "The audit log is damaged; run `signalbox verify`.");
    let text = "";
    let tile = new CompactRange();
    for (const row of rows) {
      if (row.index % TILE_WIDTH === 0) tile = new CompactRange();
      tile.append(row.leafHash);
      text += entryLine(row);
      if (tile.size === TILE_WIDTH)
        text += `${JSON.stringify({ tile: Math.floor(row.index / TILE_WIDTH), root: tile.root().toString("base64") })}\n`;
    }
    yield { text, count: rows.length };
    at = end;
  }
}
