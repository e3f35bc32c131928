import type { Sql } from "postgres";
import type { EntryFilter } from "@/db/queries/audit-conditions";
import { listLeaves } from "@/db/queries/audit-leaves";
import { listActorsOfKind, listEntryIdsOfCalls } from "@/db/queries/audit-list";
import { listPartiesLike } from "@/db/queries/audit-parties";
import { listCallIdsOfTrace } from "@/db/queries/traces";
import { idFloor } from "@/lib/core/ids";
import { timeOf } from "@/lib/core/query/time-range";
import {
  ACTOR_KINDS,
  AUDIT_RESULTS,
  AUDIT_TYPES,
  type AuditResult,
  OBJECT_KINDS,
  REFUSED_OUTCOME,
  TYPE_PREFIX,
  TYPES_OF_RESULT,
} from "../audit-types.schema";
import type { AuditFilterInput } from "./audit-filter.schema";

const MAX_CALLS = 500;
const MAX_PARTIES = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TRACE_ID = /^[0-9a-f]{32}$/;
const KINDS = [...new Set<string>([...ACTOR_KINDS, ...OBJECT_KINDS])];

/**
 * A filter in the words of the query. What people search for (a name, a trace, a call) is looked up first in the small tables that know it, so that the log itself is only ever read by index: a
 * search through its texts would take longer the longer a mesh lives.
 */
export async function resolveFilter(sql: Sql, filter: AuditFilterInput): Promise<EntryFilter> {
  const { area, type, result, outcome, actor, by, object, about } = filter;
  const { since, until } = pinTimes(filter);
  const callIds = await callsOf(sql, filter);
  return {
    types: typesOf(area, type),
    results: result && result.length < AUDIT_RESULTS.length ? resultsOf(result) : undefined,
    outcomes: outcome,
    ...(await actorsOf(sql, actor, by)),
    objects: object,
    objectKinds: about,
    ids: callIds && (await listEntryIdsOfCalls(sql, { callIds })),
    found: filter.q ? await find(sql, filter.q.trim()) : undefined,
    sinceId: since && idFloor(Date.parse(since)),
    untilId: until && idFloor(Date.parse(until)),
  };
}

/** The filter with its times as instants, so that it means the same tomorrow. */
export function pinTimes(filter: AuditFilterInput): AuditFilterInput {
  const nowMs = Date.now();
  const pinned = { ...filter };
  for (const end of ["since", "until"] as const) {
    const ms = timeOf(filter[end] ?? "", nowMs);
    if (ms !== undefined) pinned[end] = new Date(ms).toISOString();
  }
  return pinned;
}

function typesOf(areas: readonly string[] | undefined, types: readonly string[] | undefined) {
  if (!areas?.length && !types?.length) return undefined;
  return [
    ...(types ?? []).map((type) => TYPE_PREFIX + type),
    ...AUDIT_TYPES.filter((type) => areas?.includes(type.split(".")[2] ?? "")),
  ];
}

/** "Done" is what is nothing else, so a filter that includes it names what it leaves out. */
function resultsOf(wanted: readonly AuditResult[]): NonNullable<EntryFilter["results"]> {
  const except = wanted.includes("done");
  const named = (["refused", "held", "failed"] as const).filter((one) => wanted.includes(one) !== except);
  return {
    types: named.flatMap((one) => TYPES_OF_RESULT[one]),
    outcomes: named.includes("refused") ? [REFUSED_OUTCOME] : [],
    except,
  };
}

/** Kinds with few actors, such as people, are settled into these. */
async function actorsOf(
  sql: Sql,
  actors: readonly string[] | undefined,
  kinds: readonly string[] | undefined,
): Promise<Pick<EntryFilter, "actors" | "actorKinds">> {
  if (!kinds || actors) return { actors, actorKinds: kinds };
  const found = await Promise.all(
    kinds.map((kind) => listActorsOfKind(sql, { kind, limit: Math.floor(MAX_PARTIES / kinds.length) })),
  );
  return found.every((list) => list !== undefined) ? { actors: found.flat() } : { actorKinds: kinds };
}

async function callsOf(sql: Sql, { call, trace }: AuditFilterInput): Promise<string[] | undefined> {
  if (trace === undefined) return call;
  const found = await Promise.all(
    trace.map((traceId) => listCallIdsOfTrace(sql, { traceId: traceId.toLowerCase(), limit: MAX_CALLS })),
  );
  const ids = found.flat();
  return call ? ids.filter((id) => call.includes(id)) : ids;
}

async function find(sql: Sql, text: string): Promise<EntryFilter["found"]> {
  const lower = text.toLowerCase();
  const nothing = { ids: [], types: [], parties: [], outcome: text };
  if (UUID.test(lower))
    return {
      ...nothing,
      ids: await listEntryIdsOfCalls(sql, { callIds: [lower] }),
      parties: KINDS.map((kind) => `${kind}:${lower}`),
    };
  if (TRACE_ID.test(lower)) {
    const callIds = await listCallIdsOfTrace(sql, { traceId: lower, limit: MAX_CALLS });
    return { ...nothing, ids: await listEntryIdsOfCalls(sql, { callIds }) };
  }
  const index = /^#?(\d{1,15})$/.exec(text)?.[1];
  const at = Number(index);
  const [leaf] = index === undefined ? [] : await listLeaves(sql, { from: at, to: at + 1 });
  const named = await listPartiesLike(sql, { text, limit: MAX_PARTIES });
  return {
    ids: leaf ? [leaf.entryId] : [],
    types:
      text.length < 3 ? [] : AUDIT_TYPES.filter((type) => type.slice(TYPE_PREFIX.length).includes(lower)),
    parties: [
      ...new Set([...named, ...(text.includes(":") ? [text] : KINDS.map((kind) => `${kind}:${text}`))]),
    ],
    outcome: text,
  };
}
