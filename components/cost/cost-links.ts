import { createSerializer, parseAsArrayOf, parseAsString } from "nuqs/server";
import { type CostDimension, dimensionValue } from "@/lib/cost/cost-names.schema";

/** The calls behind a figure: those that began in the time, in one currency, with these values. */
export interface CallsBehind {
  from: string;
  to: string;
  currency?: string;
  only: readonly string[];
  not: readonly string[];
}

const LIST = parseAsArrayOf(parseAsString);
const TEXT = { from: parseAsString, to: parseAsString, cost: parseAsString, currency: parseAsString };
const callsAddress = createSerializer({ ...TEXT, only: LIST, not: LIST });

/** The list of exactly the calls that a figure is the sum of. Without a currency: those that no price was set for. */
export function callsHref({ from, to, currency, only, not }: CallsBehind): string {
  return callsAddress("/calls", {
    from,
    to,
    cost: currency === undefined ? "unpriced" : "priced",
    currency: currency ?? null,
    only: only.length > 0 ? [...only] : null,
    not: not.length > 0 ? [...not] : null,
  });
}

/** Narrows what is looked at to one group, or to the ones that are not shown by themselves. */
export function narrowedTo(
  behind: CallsBehind,
  by: CostDimension,
  group: { value: string | null; others: number },
  named: readonly { value: string | null }[],
): CallsBehind {
  if (group.others > 0) {
    const shown = named.map(({ value }) => dimensionValue(by, value));
    return { ...behind, not: [...new Set([...behind.not, ...shown])] };
  }
  const value = dimensionValue(by, group.value);
  const others = behind.only.filter((one) => one !== by && !one.startsWith(`${by}:`));
  return { ...behind, only: [...others, value] };
}
