import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { auditEntries } from "@/db/schema";
import { type AuditEntryInput, buildEntry } from "./audit-entry";

/**
 * Puts an entry on record in the caller's own transaction, so that a state change and its record commit together or not at all. The sequencer takes it into the tree
 * after the commit. Calls do not come this way: they are recorded in batches.
 * @param db the transaction of what is recorded
 * @returns the entry's id
 */
export async function appendAudit(db: Db, input: AuditEntryInput): Promise<string> {
  const entry = buildEntry(input);
  const payload = entry.payload === null ? null : sql`${entry.payload}::text::jsonb`;
  await db.insert(auditEntries).values({ ...entry, at: new Date(entry.at), payload });
  return entry.id;
}
