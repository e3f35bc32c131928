import type { Sql } from "postgres";
import { type LeafFilter, listFilteredLeaves } from "@/db/queries/audit-leaves";
import { idFloor } from "@/lib/core/ids";
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
  filter: Extract<ExportSelection, { filter: unknown }>["filter"],
  size: number,
): AsyncGenerator<BundlePart> {
  const tiles = tileSource(sql);
  let afterId = BEFORE_ALL;
  for (;;) {
    const rows = await listFilteredLeaves(sql, { filter: columnsOf(filter), size, afterId, limit: PAGE });
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

function columnsOf(filter: Extract<ExportSelection, { filter: unknown }>["filter"]): LeafFilter {
  const { call, since, until, ...rest } = filter;
  return {
    ...rest,
    ...(call ? { callId: call } : {}),
    ...(since ? { sinceId: idFloor(Date.parse(since)) } : {}),
    ...(until ? { untilId: idFloor(Date.parse(until)) } : {}),
  };
}
