import type { ISql } from "postgres";

/** What a party of an entry is called: `ref` is `kind:id` as it stands in the entry. */
export interface PartyName {
  ref: string;
  name: string;
}

/** Names of people and clients by their ids. */
export function listPartyNames(
  sql: ISql,
  params: { userIds: readonly string[]; clientIds: readonly string[] },
): Promise<PartyName[]> {
  return sql<PartyName[]>`
    select 'user:' || id as ref, name from users where id = any(${params.userIds as string[]}::uuid[])
    union all
    select 'client:' || client_id, title from clients where client_id = any(${params.clientIds as string[]}::text[])
    union all
    select 'service:' || client_id, title from clients where client_id = any(${params.clientIds as string[]}::text[])`;
}

/** People, clients, assets and domains whose name, address or id holds a text: as they stand in entries. */
export async function listPartiesLike(sql: ISql, params: { text: string; limit: number }): Promise<string[]> {
  const part = `%${params.text.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await sql<{ ref: string }[]>`
    (select 'user:' || id as ref from users where name ilike ${part} or email ilike ${part} limit ${params.limit})
    union all
    (select role || ':' || client_id from clients cross join (values ('client'), ('service')) as as_party(role)
      where title ilike ${part} or client_id ilike ${part} limit ${params.limit})
    union all
    (select kind || ':' || name from assets where name ilike ${part} or title ilike ${part} limit ${params.limit})
    union all
    (select 'domain:' || name from domains where name ilike ${part} or title ilike ${part} limit ${params.limit})`;
  return rows.map((row) => row.ref);
}
