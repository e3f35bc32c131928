import type { Fragment, ISql } from "postgres";
import type { LeafRow } from "./audit-leaves";

/** What a list of entries may be narrowed by. Everything given must hold; of a list any member. */
export interface EntryFilter {
  types?: readonly string[] | undefined;
  /** Entries of these types, and with these outcomes whatever their type, or all but those. */
  results?: { types: readonly string[]; outcomes: readonly string[]; except: boolean } | undefined;
  outcomes?: readonly string[] | undefined;
  actors?: readonly string[] | undefined;
  actorKinds?: readonly string[] | undefined;
  objects?: readonly string[] | undefined;
  objectKinds?: readonly string[] | undefined;
  /** Entries with these ids: those of a call or of a trace. */
  ids?: readonly string[] | undefined;
  /** Any of these: what a search came to. */
  found?:
    | { ids: readonly string[]; types: readonly string[]; parties: readonly string[]; outcome: string }
    | undefined;
  /** Ids from this one on: a moment, since ids carry their time. */
  sinceId?: string | undefined;
  /** Ids before this one. */
  untilId?: string | undefined;
}

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
      where ${before ? sql`e.id < ${before}::uuid` : sql`true`} ${entryConditions(sql, filter)}
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

/** The conditions of a filter on the entries `e`, each led by `and`. */
function entryConditions(sql: ISql, filter: EntryFilter): Fragment {
  const { actorKinds, actors, found, ids, objectKinds, objects, outcomes, results, sinceId, types, untilId } =
    filter;
  return sql`
    ${types ? sql`and ${ofTypes(sql, types)}` : sql``}
    ${results ? resultCondition(sql, results) : sql``}
    ${outcomes ? sql`and ${withOutcomes(sql, outcomes)}` : sql``}
    ${actors ? sql`and e.actor = any(${actors as string[]}::text[])` : sql``}
    ${actorKinds ? kindCondition(sql, sql`e.actor`, actorKinds) : sql``}
    ${objects ? sql`and e.object = any(${objects as string[]}::text[])` : sql``}
    ${objectKinds ? kindCondition(sql, sql`e.object`, objectKinds) : sql``}
    ${ids ? sql`and e.id = any(${ids as string[]}::uuid[])` : sql``}
    ${found ? foundCondition(sql, found) : sql``}
    ${sinceId ? sql`and e.id >= ${sinceId}::uuid` : sql``}
    ${untilId ? sql`and e.id < ${untilId}::uuid` : sql``}`;
}

/** Types that come with every call: the partial index leaves them out. */
const FREQUENT = new Set(["io.signalbox.call.admitted", "io.signalbox.call.completed"]);

/** The index's own condition is written out: from a parameter the planner could not conclude it. */
function ofTypes(sql: ISql, types: readonly string[]): Fragment {
  const rare = sql`and e.type not in ('io.signalbox.call.admitted', 'io.signalbox.call.completed')`;
  return sql`(e.type = any(${types as string[]}::text[]) ${types.some((type) => FREQUENT.has(type)) ? sql`` : rare})`;
}

function withOutcomes(sql: ISql, outcomes: readonly string[]): Fragment {
  const rare = sql`and e.outcome not in ('ok', 'allow')`;
  const usual = outcomes.includes("ok") || outcomes.includes("allow");
  return sql`(e.outcome = any(${outcomes as string[]}::text[]) ${usual ? sql`` : rare})`;
}

function resultCondition(
  sql: ISql,
  { except, outcomes, types }: NonNullable<EntryFilter["results"]>,
): Fragment {
  if (except)
    return sql`and e.type <> all(${types as string[]}::text[]) and e.outcome <> all(${outcomes as string[]}::text[])`;
  return sql`and (${ofTypes(sql, types)} or ${withOutcomes(sql, outcomes)})`;
}

function foundCondition(
  sql: ISql,
  { ids, outcome, parties, types }: NonNullable<EntryFilter["found"]>,
): Fragment {
  return sql`and (
    e.id = any(${ids as string[]}::uuid[])
    or e.actor = any(${parties as string[]}::text[])
    or e.object = any(${parties as string[]}::text[])
    or ${ofTypes(sql, types)}
    or ${withOutcomes(sql, [outcome])})`;
}

/** Kinds are fixed words without `%` or `_`. */
function kindCondition(sql: ISql, column: Fragment, kinds: readonly string[]): Fragment {
  const parts = kinds.map((kind) => sql`or ${column} like ${`${kind}:%`}`);
  return sql`and (false ${parts})`;
}
