import type { ISql } from "postgres";

/** A place in the tree and the entry that stands there. The entry's members are null when its row is gone. */
export interface LeafRow {
  index: number;
  leafHash: Buffer;
  entryId: string;
  at: Date | null;
  type: string | null;
  actor: string | null;
  object: string | null;
  outcome: string | null;
  callId: string | null;
  leaf: string | null;
  payload: unknown;
}

/** The leaf index of an entry; undefined while it is not in the tree. */
export async function findLeafIndex(sql: ISql, params: { entryId: string }): Promise<number | undefined> {
  const [row] = await sql<{ index: number }[]>`
    select leaf_index::float8 as index from audit_leaves where entry_id = ${params.entryId}::uuid`;
  return row?.index;
}

/** The entries of a call: of its intent (or denial), and of its outcome once there is one. */
export async function findCallEntries(
  sql: ISql,
  params: { callId: string },
): Promise<{ intent: string; outcome: string | undefined } | undefined> {
  const [row] = await sql<{ intent: string | null; outcome: string | null }[]>`
    select e.id as intent, c.outcome_entry_id as outcome
    from (select ${params.callId}::uuid as id) given
    left join audit_entries e on e.id = given.id
    left join calls c on c.id = given.id`;
  return row?.intent ? { intent: row.intent, outcome: row.outcome ?? undefined } : undefined;
}

/**
 * Leaves from `from` up to but not including `to` with their entries, in the tree's order. The places are joined one by one: of a range the planner only guesses that it holds a two-hundredth of the tree, and the larger
 * the tree the worse its plan for a single leaf.
 */
export function listLeaves(sql: ISql, params: { from: number; to: number }): Promise<LeafRow[]> {
  return sql<LeafRow[]>`
    select l.leaf_index::float8 as index, l.leaf_hash as "leafHash", l.entry_id as "entryId", e.at, e.type, e.actor,
      e.object, e.outcome, e.call_id as "callId", e.leaf, e.payload
    from generate_series(${params.from}::bigint, ${params.to}::bigint - 1) as place
    join audit_leaves l on l.leaf_index = place
    left join audit_entries e on e.id = l.entry_id
    order by place`;
}

/** One more than the greatest leaf index. */
export async function findLeafEnd(sql: ISql): Promise<number> {
  const [row] = await sql<{ end: number }[]>`
    select coalesce(max(leaf_index) + 1, 0)::float8 as end from audit_leaves`;
  return row?.end ?? 0;
}

/** What a selection of entries may be filtered by. Everything given must hold. */
export interface LeafFilter {
  /** Start of the type, such as `io.signalbox.call.`. */
  type?: string;
  actor?: string;
  object?: string;
  callId?: string;
  /** Ids from this one on: a moment, since ids carry their time. */
  sinceId?: string;
  /** Ids before this one. */
  untilId?: string;
}

/** The next leaves that fit a filter, by entry id, below a tree size. Pages by `afterId`. */
export function listFilteredLeaves(
  sql: ISql,
  params: { filter: LeafFilter; size: number; afterId: string; limit: number },
): Promise<LeafRow[]> {
  const { filter } = params;
  return sql<LeafRow[]>`
    select l.leaf_index::float8 as index, l.leaf_hash as "leafHash", l.entry_id as "entryId", e.at, e.type, e.actor,
      e.object, e.outcome, e.call_id as "callId", e.leaf, e.payload
    from audit_entries e join audit_leaves l on l.entry_id = e.id
    where e.id > ${params.afterId}::uuid and l.leaf_index < ${params.size}
      ${filter.type ? sql`and starts_with(e.type, ${filter.type})` : sql``}
      ${filter.actor ? sql`and e.actor = ${filter.actor}` : sql``}
      ${filter.object ? sql`and e.object = ${filter.object}` : sql``}
      ${filter.callId ? sql`and e.call_id = ${filter.callId}::uuid` : sql``}
      ${filter.sinceId ? sql`and e.id >= ${filter.sinceId}::uuid` : sql``}
      ${filter.untilId ? sql`and e.id < ${filter.untilId}::uuid` : sql``}
    order by e.id
    limit ${params.limit}`;
}
