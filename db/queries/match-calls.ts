import {
  and,
  type Column,
  eq,
  gt,
  gte,
  ilike,
  inArray,
  isNull,
  lt,
  lte,
  not,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Comparison } from "@/lib/core/query/query-field";
import { calls } from "../schema";
import { matchesUsed, type UsedFilter, type UsedValue } from "./used-calls";

/** One of `any` (all, when it is empty) and none of `none`. */
export interface Wanted {
  any: readonly string[];
  none: readonly string[];
}

export interface Bound<Value> {
  compare: Comparison;
  value: Value;
}

/** Which calls are meant. Everything that is given must hold. */
export interface CallFilter {
  status?: Wanted;
  protocol?: Wanted;
  decision?: Wanted;
  /** Who called, or for whom. With its kind (`agent:planner`): only who called. */
  caller?: Wanted;
  /** By name, or with its kind (`mcp-server:crm-tools`) exactly that. */
  callee?: Wanted;
  operation?: Wanted;
  error?: Wanted;
  task?: Wanted;
  /** `kind:id` of whom the caller acts for. */
  subject?: Wanted;
  /** The callee's domain: the one it had when the call used tokens, else today's. */
  domain?: Wanted;
  /** Begun at or after this id's time. */
  from?: string;
  /** Begun before this id's time. */
  to?: string;
  durationUs?: readonly Bound<number>[];
  cost?: readonly Bound<string>[];
  /** Only calls that used tokens, whether a price was set or not, and of these the ones that match. */
  used?: UsedFilter & { priced?: boolean };
  notModels?: readonly UsedValue[];
  /** Part of a callee, operation, caller, method or error code; a whole call id or trace id finds exactly that. */
  text?: string;
}

const COMPARE = { "=": eq, ">": gt, ">=": gte, "<": lt, "<=": lte } as const satisfies Record<
  Comparison,
  unknown
>;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TRACE_ID = /^[0-9a-f]{32}$/i;

/** What an index finds at once, with the bounds of time. */
export function matchesIndexed({ from, to, callee, text }: CallFilter): SQL | undefined {
  return and(
    from ? gte(calls.id, from) : undefined,
    to ? lt(calls.id, to) : undefined,
    callee?.any.length ? inArray(calls.calleeName, callee.any.map(nameOf)) : undefined,
    text && isExact(text) ? matchesText(text.trim()) : undefined,
  );
}

/** What each call must be looked at for. Undefined: nothing. */
export function matchesByLooking(filter: CallFilter): SQL | undefined {
  const { text, caller, domain, used, notModels, durationUs = [], cost = [] } = filter;
  return and(
    matchesColumn(calls.status, filter.status),
    matchesColumn(calls.protocol, filter.protocol),
    matchesColumn(calls.decision, filter.decision),
    matchesColumn(calls.operation, filter.operation),
    matchesColumn(calls.errorCode, filter.error),
    matchesColumn(calls.taskId, filter.task),
    matchesColumn(calls.subjectId, filter.subject),
    matchesEach(kindsToLookAt(filter.callee), (values) => or(...values.map(goesTo))),
    matchesEach(caller, (values) => or(...values.map(madeBy))),
    matchesEach(domain, (values) => or(...values.map(inDomain))),
    ...durationUs.map(({ compare, value }) => COMPARE[compare](calls.durationUs, value)),
    ...cost.map(({ compare, value }) => COMPARE[compare](calls.cost, value)),
    used ? matchesUse(used) : undefined,
    notModels?.length ? not(matchesUse({ only: notModels })) : undefined,
    text && !isExact(text) ? matchesText(text.trim()) : undefined,
  );
}

function matchesColumn(column: Column, wanted: Wanted | undefined): SQL | undefined {
  return matchesEach(wanted, (values) => inArray(column, values));
}

const REF = /^(agent|service|user|mcp-server|model):(.+)$/s;

function nameOf(callee: string): string {
  return REF.exec(callee)?.[2] ?? callee;
}

function goesTo(callee: string): SQL | undefined {
  const [, kind, name] = REF.exec(callee) ?? [];
  if (kind && name) return and(eq(calls.calleeName, name), eq(calls.calleeKind, kind));
  return eq(calls.calleeName, callee);
}

function madeBy(caller: string): SQL | undefined {
  const [, kind, id] = REF.exec(caller) ?? [];
  if (kind && id) return and(eq(calls.callerId, id), eq(calls.callerKind, kind));
  return or(eq(calls.callerId, caller), eq(calls.subjectId, caller));
}

/** The index finds names; a kind, and what is unwanted, must be looked at. */
function kindsToLookAt(callee: Wanted | undefined): Wanted {
  return {
    any: callee?.any.some((value) => REF.test(value)) ? callee.any : [],
    none: callee?.none ?? [],
  };
}

/** What is unknown is none of the unwanted. */
function matchesEach(
  wanted: Wanted | undefined,
  oneOf: (values: string[]) => SQL | undefined,
): SQL | undefined {
  if (!wanted) return undefined;
  return and(
    wanted.any.length > 0 ? oneOf([...wanted.any]) : undefined,
    wanted.none.length > 0 ? sql`(${oneOf([...wanted.none])}) is not true` : undefined,
  );
}

function inDomain(domain: string): SQL | undefined {
  const only = [{ dimension: "domain" as const, value: domain }];
  return or(
    matchesUse({ only }),
    and(
      isNull(calls.inputTokens),
      isNull(calls.outputTokens),
      sql`exists (select 1 from assets a where a.kind = ${calls.calleeKind} and a.name = ${calls.calleeName} and a.domain = ${domain})`,
    ),
  );
}

/** `offset 0` keeps Postgres from reading all lines there are into a table first: it looks each call up, so the time does not grow with the store. */
function matchesUse({ priced, ...filter }: UsedFilter & { priced?: boolean }): SQL {
  const line = sql`exists (select 1 from ledger u where u.call_id = ${calls.id} and ${matchesUsed(filter)} offset 0)`;
  if (priced || filter.currency) return line;
  const other = sql`exists (select 1 from unpriced_usage u where u.call_id = ${calls.id} and ${matchesUsed(filter)} offset 0)`;
  return priced === false ? other : sql`(${line} or ${other})`;
}

function isExact(text: string): boolean {
  return UUID.test(text.trim()) || TRACE_ID.test(text.trim());
}

function matchesText(text: string): SQL | undefined {
  if (UUID.test(text)) return eq(calls.id, text.toLowerCase());
  if (TRACE_ID.test(text)) return eq(calls.traceId, text.toLowerCase());
  const part = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return or(
    ilike(calls.calleeName, part),
    ilike(calls.operation, part),
    ilike(calls.callerId, part),
    ilike(calls.method, part),
    ilike(calls.errorCode, part),
  );
}
