import type { Sql } from "postgres";
import type { EntryRow } from "@/db/queries/audit-list";
import { listPartyNames } from "@/db/queries/audit-parties";
import { resultOf } from "../audit-types.schema";
import type { AuditEntrySummary, EntryDetails } from "./audit-entry.schema";

/** Members of the details that sentences use. */
const TOLD = new Set([
  "attempts",
  "audience",
  "certified",
  "clientId",
  "code",
  "comments",
  "compromised",
  "cost",
  "count",
  "currency",
  "direction",
  "duration_us",
  "email",
  "before",
  "from",
  "grantType",
  "kind",
  "label",
  "lifecycle",
  "method",
  "missing",
  "note",
  "operation",
  "share",
  "protocol",
  "purpose",
  "reason",
  "replaces",
  "role",
  "sessions",
  "suspended",
  "text",
  "title",
  "until",
  "verdict",
  "version",
]);
const MAX_CHARS = 300;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Rows as they travel, with the names that their actors and objects have now. */
export async function summariesOf(sql: Sql, rows: readonly EntryRow[]): Promise<AuditEntrySummary[]> {
  const names = await namesOf(
    sql,
    rows.flatMap((row) => [row.actor, row.object]),
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    type: row.type,
    actor: row.actor,
    actorName: names.get(row.actor) ?? null,
    role: roleIn(row.leaf),
    object: row.object,
    objectName: names.get(row.object) ?? null,
    outcome: row.outcome,
    result: resultOf(row.type, row.outcome),
    callId: row.callId,
    details: detailsOf(row.payload),
    index: row.index,
    standing: row.index !== null ? "in_tree" : row.passed ? "outside" : "pending",
  }));
}

async function namesOf(sql: Sql, refs: readonly string[]): Promise<Map<string, string>> {
  const parties = [...new Set(refs)].map((ref) => [
    ref.slice(0, ref.indexOf(":")),
    ref.slice(ref.indexOf(":") + 1),
  ]);
  const userIds = parties.flatMap(([kind, id]) => (kind === "user" && id && UUID.test(id) ? [id] : []));
  const clientIds = parties.flatMap(([kind, id]) =>
    (kind === "client" || kind === "service") && id ? [id] : [],
  );
  if (userIds.length === 0 && clientIds.length === 0) return new Map();
  const found = await listPartyNames(sql, { userIds, clientIds });
  return new Map(found.map(({ ref, name }) => [ref, name]));
}

/** The leaf is what is proven, so the role is read from it. One that is no JSON was tampered with; verification says so. */
function roleIn(leaf: string): string | null {
  try {
    const { role } = JSON.parse(leaf) as { role?: unknown };
    return typeof role === "string" ? role : null;
  } catch {
    return null;
  }
}

function detailsOf(payload: unknown): EntryDetails {
  if (typeof payload !== "object" || payload === null) return {};
  const details: EntryDetails = {};
  for (const [name, value] of Object.entries(payload)) {
    if (!TOLD.has(name)) continue;
    if (typeof value === "string") details[name] = value.slice(0, MAX_CHARS);
    else if (typeof value === "number" || typeof value === "boolean") details[name] = value;
  }
  return details;
}
