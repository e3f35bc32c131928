import { decimalOf, picoOf } from "./decimal";

/** The exact sum of decimal texts with at most 12 digits after the point. @throws RangeError for anything else */
export function sumCosts(costs: Iterable<string>): string {
  let total = 0n;
  for (const cost of costs) total += picoOf(cost);
  return decimalOf(total);
}
