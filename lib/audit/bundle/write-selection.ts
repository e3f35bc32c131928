import type { Sql } from "postgres";
import { type LeafFilter, type LeafRow, listFilteredLeaves } from "@/db/queries/audit-leaves";
import { listMatchingLeaves } from "@/db/queries/audit-list";
import { idFloor } from "@/lib/core/ids";
import { resolveFilter } from "../browse/resolve-filter";
import { hashRanges } from "../merkle/build-proof";
import type { Hash } from "../merkle/hash";
import { inclusionRanges } from "../merkle/proof-ranges";
import { tileSource } from "../tile-source";
import type { ExportSelection } from "./bundle.schema";
import { entryLine } from "./entry-line";
import type { BundlePart } from "./write-bundle";

const PAGE = 200;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/** The entries that fit a filter, by id, each with its inclusion proof. */
export async function* writeSelection(
  sql: Sql,
  selection: Exclude<ExportSelection, { from: number }>,
  size: number,
): AsyncGenerator<BundlePart> {
  const tiles = tileSource(sql);
  const read = await readerOf(sql, selection, size);
  let afterId = BEFORE_ALL;
  for (;;) {
    const rows = await read(afterId);
    const last = rows.at(-1);
    if (!last) return;
    const ranges = rows.map((row) => inclusionRanges(row.index, size));
    const rest = (await hashRanges(ranges.flat(), tiles)).values();
    const lines = rows.map((row, nth) =>
      entryLine(
        row,
        ranges[nth]?.map(() => rest.next().value as Hash),
      ),
    );
    yield { text: lines.join(""), count: rows.length };
    if (rows.length < PAGE) return;
    afterId = last.entryId;
  }
}

/** Reads the page after an entry. What the filter of a list means is settled once, so that every page means the same. */
async function readerOf(
  sql: Sql,
  selection: Exclude<ExportSelection, { from: number }>,
  size: number,
): Promise<(afterId: string) => Promise<LeafRow[]>> {
  if ("filter" in selection) {
    const filter = columnsOf(selection.filter);
    return (afterId) => listFilteredLeaves(sql, { filter, size, afterId, limit: PAGE });
  }
  const filter = await resolveFilter(sql, selection.listed);
  return (afterId) => listMatchingLeaves(sql, { filter, size, afterId, limit: PAGE });
}

function columnsOf(filter: Extract<ExportSelection, { filter: unknown }>["filter"]): LeafFilter {
  const { call, since, until, ...rest } = filter;
  return {
    ...rest,
    ...(call ? { callId: call } : {}),
    ...(since ? { sinceId: idFloor(Date.parse(since)) } : {}),
    ...(until ? { untilId: idFloor(Date.parse(until)) } : {}),
  };
}
