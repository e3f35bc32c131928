import type { Fragment, ISql } from "postgres";

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
  /** Not by this actor. */
  notBy?: string | undefined;
  /** Ids from this one on: a moment, since ids carry their time. */
  sinceId?: string | undefined;
  /** Ids before this one. */
  untilId?: string | undefined;
}

/**
 * What a page is read by. Of who, to what or what was searched for, the newest entries are taken for each value by its own index, and the page is the newest of them: the planner guesses badly how
 * many entries a rare value has, and would read the log from its end until it has found enough.
 */
export function pageCondition(
  sql: ISql,
  filter: EntryFilter,
  before: string | undefined,
  limit: number,
): Fragment {
  const older = before ? sql`and e.id < ${before}::uuid` : sql``;
  const { actors, found, objects, ...rest } = filter;
  const newest = (values: readonly string[], fits: Fragment, others: EntryFilter) => sql`
    select newest.id from unnest(${values as string[]}::text[]) as v(value) cross join lateral (
      select e.id from audit_entries e where ${fits} ${older} ${entryConditions(sql, others)}
      order by e.id desc limit ${limit}) newest`;
  const ofActor = sql`e.actor = v.value`;
  const ofObject = sql`e.object = v.value`;
  const among = (ids: Fragment) =>
    sql`e.id = any(array(select id from (${ids}) c order by id desc limit ${limit}))`;
  if (found) {
    const others = { ...rest, actors, objects };
    const [frequent, rare] = [
      found.types.filter(isFrequent),
      found.types.filter((type) => !isFrequent(type)),
    ];
    return among(sql`
      ${newest(found.parties, ofActor, others)} union ${newest(found.parties, ofObject, others)}
      union ${newest(rare, sql`e.type = v.value and ${rareType(sql)}`, others)}
      union ${newest(frequent, sql`e.type = v.value`, others)}
      union ${newest([found.outcome], sql`e.outcome = v.value and ${rareOutcome(sql)}`, others)}
      union select e.id from audit_entries e where e.id = any(${found.ids as string[]}::uuid[]) ${older} ${entryConditions(sql, others)}`);
  }
  if (actors) return among(newest(actors, ofActor, { ...rest, objects }));
  if (objects) return among(newest(objects, ofObject, rest));
  return sql`true ${older} ${entryConditions(sql, rest)}`;
}

/** The conditions of a filter on the entries `e`, each led by `and`. */
export function entryConditions(sql: ISql, filter: EntryFilter): Fragment {
  const { actorKinds, actors, found, ids, notBy, objectKinds, objects, outcomes, results, sinceId, types } =
    filter;
  const { untilId } = filter;
  return sql`
    ${types ? sql`and ${ofTypes(sql, types)}` : sql``}
    ${results ? resultCondition(sql, results) : sql``}
    ${outcomes ? sql`and ${withOutcomes(sql, outcomes)}` : sql``}
    ${actors ? sql`and e.actor = any(${actors as string[]}::text[])` : sql``}
    ${notBy ? sql`and e.actor <> ${notBy}` : sql``}
    ${actorKinds ? kindCondition(sql, sql`e.actor`, actorKinds) : sql``}
    ${objects ? sql`and e.object = any(${objects as string[]}::text[])` : sql``}
    ${objectKinds ? kindCondition(sql, sql`e.object`, objectKinds) : sql``}
    ${ids ? sql`and e.id = any(${ids as string[]}::uuid[])` : sql``}
    ${found ? foundCondition(sql, found) : sql``}
    ${sinceId ? sql`and e.id >= ${sinceId}::uuid` : sql``}
    ${untilId ? sql`and e.id < ${untilId}::uuid` : sql``}`;
}

/** Types that come with every call: the partial index leaves them out. Where it is to be used its condition is written out: from a parameter the planner could not conclude it. */
function isFrequent(type: string): boolean {
  return type === "io.signalbox.call.admitted" || type === "io.signalbox.call.completed";
}

function rareType(sql: ISql): Fragment {
  return sql`e.type not in ('io.signalbox.call.admitted', 'io.signalbox.call.completed')`;
}

function rareOutcome(sql: ISql): Fragment {
  return sql`e.outcome not in ('ok', 'allow')`;
}

function ofTypes(sql: ISql, types: readonly string[]): Fragment {
  return sql`(e.type = any(${types as string[]}::text[]) ${types.some(isFrequent) ? sql`` : sql`and ${rareType(sql)}`})`;
}

function withOutcomes(sql: ISql, outcomes: readonly string[]): Fragment {
  const usual = outcomes.includes("ok") || outcomes.includes("allow");
  return sql`(e.outcome = any(${outcomes as string[]}::text[]) ${usual ? sql`` : sql`and ${rareOutcome(sql)}`})`;
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
