import type { Sql } from "postgres";
import { trimEnd } from "@/lib/core/trim-end";

/**
 * The log's name: the public address without its scheme, as C2SP tlog-tiles asks. Kept from the first start on, whatever the address becomes later, because every
 * checkpoint ever signed carries it.
 */
export async function ensureAuditOrigin(sql: Sql, publicUrl: string): Promise<string> {
  const origin = `${trimEnd(publicUrl.replace(/^https?:\/\//, ""), "/")}/audit`.replace(/[\s+]/gu, "-");
  await sql`insert into installation (name, value) values ('audit_origin', ${origin}) on conflict do nothing`;
  const [row] = await sql<{ value: string }[]>`select value from installation where name = 'audit_origin'`;
  return row?.value ?? origin;
}
