import type { Sql } from "postgres";
import type { z } from "zod";
import { findLeafEnd } from "@/db/queries/audit-leaves";
import { listEntries } from "@/db/queries/audit-list";
import { operation } from "@/lib/identity/operation";
import { type ListAuditEntriesOutput, listAuditEntriesOutput } from "./audit-entry.schema";
import { listAuditEntriesInput } from "./audit-filter.schema";
import { summariesOf } from "./entry-summary";
import { resolveFilter } from "./resolve-filter";

/** A page of entries, newest first. Paged by id, so entries that come meanwhile move nothing. */
export const listAuditEntries = operation({ permission: "audit:read" })
  .route({ method: "GET", path: "/audit/entries", summary: "Audit entries, newest first", tags: ["audit"] })
  .input(listAuditEntriesInput)
  .output(listAuditEntriesOutput)
  .handler(({ input, context }) => readPage(context.database.sql, input));

async function readPage(
  sql: Sql,
  input: z.output<typeof listAuditEntriesInput>,
): Promise<ListAuditEntriesOutput> {
  const { before, limit, ...filter } = input;
  // The end is read first: what comes in between is on the page and comes by the feed once more, instead of by neither.
  const [end, resolved] = await Promise.all([findLeafEnd(sql), resolveFilter(sql, filter)]);
  const rows = await listEntries(sql, { filter: resolved, before, limit: limit + 1 });
  const items = await summariesOf(sql, rows.slice(0, limit));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null, end };
}
