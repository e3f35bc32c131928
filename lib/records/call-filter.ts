import type { CallFilter, Wanted } from "@/db/queries/match-calls";
import { idFloor } from "@/lib/core/ids";
import type { Condition } from "@/lib/core/query/query-field";
import { queryOfParams } from "@/lib/core/query/query-params";
import { durationUsOf } from "@/lib/core/query/query-value";
import { timeOf } from "@/lib/core/query/time-range";
import { dimensionValue } from "@/lib/cost/cost-names.schema";
import { usedValues } from "@/lib/cost/used-values";
import { CALL_FIELDS, type CallFieldName } from "./call-fields.schema";
import type { CallFilterInput } from "./list-calls.schema";

/** Fields that are a column each. */
const COLUMNS = [
  "status",
  "protocol",
  "decision",
  "caller",
  "callee",
  "operation",
  "error",
  "task",
  "subject",
  "domain",
] as const;

/**
 * The filter in the words of the query.
 * @param nowMs what times that count back are counted from
 */
export function callQueryOf(filter: CallFilterInput, nowMs = Date.now()): CallFilter {
  const { conditions, text } = queryOfParams(filter, CALL_FIELDS).query;
  const of = (name: CallFieldName) => conditions.filter(({ field }) => field === name);
  const first = (name: CallFieldName) => of(name)[0]?.value;
  const columns = COLUMNS.flatMap((name) => {
    const wanted = wantedOf(of(name));
    return wanted ? [[name, wanted] as const] : [];
  });
  const [from, to] = [first("from"), first("to")].map((end) => end && timeOf(end, nowMs));
  const durations = of("duration").map(({ compare, value }) => ({
    compare,
    value: durationUsOf(value) ?? 0,
  }));
  const costs = of("cost").filter(({ value }) => !isPriced(value));
  return {
    ...Object.fromEntries(columns),
    ...(typeof from === "number" ? { from: idFloor(from) } : {}),
    ...(typeof to === "number" ? { to: idFloor(to) } : {}),
    ...(durations.length > 0 ? { durationUs: durations } : {}),
    ...(costs.length > 0 ? { cost: costs } : {}),
    ...usedOf(conditions),
    ...(text ? { text } : {}),
  };
}

function wantedOf(conditions: readonly Condition[]): Wanted | undefined {
  if (conditions.length === 0) return undefined;
  const values = (not: boolean) => conditions.filter((one) => one.not === not).map(({ value }) => value);
  return { any: values(false), none: values(true) };
}

/** What only calls that used tokens have. */
function usedOf(conditions: readonly Condition<CallFieldName>[]): Pick<CallFilter, "used" | "notModels"> {
  const values = (name: CallFieldName, unwanted = false) =>
    conditions.filter(({ field, not }) => field === name && not === unwanted).map(({ value }) => value);
  const models = (unwanted: boolean) =>
    values("model", unwanted).map((value) => dimensionValue("model", value));
  const priced = values("cost").filter(isPriced)[0];
  const only = [...values("only"), ...models(false)];
  const not = values("not");
  const [currency] = values("currency");
  const narrowed = only.length > 0 || not.length > 0 || priced !== undefined || currency !== undefined;
  return {
    ...(narrowed
      ? {
          used: {
            only: usedValues(only),
            not: usedValues(not),
            ...(priced ? { priced: priced === "priced" } : {}),
            ...(currency ? { currency } : {}),
          },
        }
      : {}),
    ...(models(true).length > 0 ? { notModels: usedValues(models(true)) } : {}),
  };
}

function isPriced(value: string): boolean {
  return value === "priced" || value === "unpriced";
}
