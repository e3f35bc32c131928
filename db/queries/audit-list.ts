import type { ISql } from "postgres";
import { type EntryFilter, entryConditions, pageCondition } from "./audit-conditions";
import type { LeafRow } from "./audit-leaves";

/** An entry with its place in the tree. */
export interface EntryRow {
  id: string;
  at: Date;
  type: string;
  actor: string;
  object: string;
  outcome: string;
  callId: string | null;
  leaf: string;
  payload: unknown;
  /** Null while it is not in the tree. */
  index: number | null;
  /** The sequencer has passed its place: what is not in the tree by now never will be, and nobody writes such a row but someone who tampers. */
  passed: boolean;
}

/** Entries that fit, newest first, older than `before` (an entry's id). */
export function listEntries(
  sql: ISql,
  params: { filter: EntryFilter; before: string | undefined; limit: number },
): Promise<EntryRow[]> {
  const { before, filter, limit } = params;
  return sql<EntryRow[]>`
    with page as materialized (
      select e.id, e.tx, e.at, e.type, e.actor, e.object, e.outcome, e.call_id, e.leaf, e.payload
      from audit_entries e
      where ${pageCondition(sql, filter, before, limit)}
      order by e.id desc
      limit ${limit}
    )
    select e.id, e.at, e.type, e.actor, e.object, e.outcome, e.call_id as "callId", e.leaf, e.payload,
      l.leaf_index::float8 as index, coalesce((e.tx, e.id) <= (c.last_tx, c.last_entry_id), false) as passed
    from page e
    left join audit_leaves l on l.entry_id = e.id
    left join (select last_tx, last_entry_id from audit_checkpoints order by tree_size desc limit 1) c on true
    order by e.id desc`;
}

/** Entries that fit, from one leaf index up to but not including another, in the tree's order. */
export function listEntriesOfLeaves(
  sql: ISql,
  params: { filter: EntryFilter; from: number; to: number },
): Promise<EntryRow[]> {
  return sql<EntryRow[]>`
    select e.id, e.at, e.type, e.actor, e.object, e.outcome, e.call_id as "callId", e.leaf, e.payload,
      l.leaf_index::float8 as index, true as passed
    from generate_series(${params.from}::bigint, ${params.to}::bigint - 1) as place
    join audit_leaves l on l.leaf_index = place
    join audit_entries e on e.id = l.entry_id
    where true ${entryConditions(sql, params.filter)}
    order by place`;
}

/** The next leaves that fit, by entry id, below a tree size. Pages by `afterId`. */
export function listMatchingLeaves(
  sql: ISql,
  params: { filter: EntryFilter; size: number; afterId: string; limit: number },
): Promise<LeafRow[]> {
  return sql<LeafRow[]>`
    select l.leaf_index::float8 as index, l.leaf_hash as "leafHash", l.entry_id as "entryId", e.at, e.type, e.actor,
      e.object, e.outcome, e.call_id as "callId", e.leaf, e.payload
    from audit_entries e join audit_leaves l on l.entry_id = e.id
    where e.id > ${params.afterId}::uuid and l.leaf_index < ${params.size} ${entryConditions(sql, params.filter)}
    order by e.id
    limit ${params.limit}`;
}

/** Actors of a kind that have ever done something, each found by one step along the index; undefined when there are more than `limit`. */
export async function listActorsOfKind(
  sql: ISql,
  params: { kind: string; limit: number },
): Promise<string[] | undefined> {
  const from = `${params.kind}:`;
  // The order of the index is that of bytes, whatever the collation of the database.
  const rows = await sql<{ actor: string }[]>`
    with recursive found as (
      (select e.actor, 1 as nth from audit_entries e where e.actor ~>=~ ${from} order by e.actor using ~<~ limit 1)
      union all
      select next.actor, found.nth + 1 from found cross join lateral (
        select e.actor from audit_entries e where e.actor ~>~ found.actor order by e.actor using ~<~ limit 1) next
      where starts_with(found.actor, ${from}) and found.nth <= ${params.limit}
    )
    select actor from found where starts_with(actor, ${from})`;
  return rows.length > params.limit ? undefined : rows.map((row) => row.actor);
}

/** The entries of calls: of their rulings, of their ends and whatever else belongs to them. */
export async function listEntryIdsOfCalls(
  sql: ISql,
  params: { callIds: readonly string[] },
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with given as (select unnest(${params.callIds as string[]}::uuid[]) as id)
    select id from given
    union select c.outcome_entry_id from given join calls c on c.id = given.id where c.outcome_entry_id is not null
    union select e.id from given join audit_entries e on e.call_id = given.id and e.type not like 'io.signalbox.call.%'`;
  return rows.map((row) => row.id);
}

/** Entries that were written in the same commit, but for those of calls and badges: many of these share a commit and have nothing to do with each other. */
export function listEntryIdsOfCommit(
  sql: ISql,
  params: { id: string; limit: number },
): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select e.id from audit_entries own join audit_entries e on e.tx = own.tx
    where own.id = ${params.id}::uuid
    order by e.tx, e.id
    limit ${params.limit}`;
}

/** When the oldest entry that is kept was written. */
export async function findOldestEntry(sql: ISql): Promise<Date | undefined> {
  const [row] = await sql<{ at: Date }[]>`select at from audit_entries order by id limit 1`;
  return row?.at;
}
