import { trimEnd } from "@/lib/core/trim-end";
import { picoOf } from "./decimal";

const MIN_DIGITS = 2;

/**
 * A cost for people: `1.2345 USD`, rounded half up at `digits` places after the point, with at least two. A cost above zero that would be rounded to nothing
 * is shown as below the smallest amount (`<0.0001 USD`), because free and cheap are not the same.
 */
export function formatCost(cost: string, currency: string, digits = 4): string {
  const unit = 10n ** BigInt(12 - digits);
  const pico = picoOf(cost);
  const size = pico < 0n ? -pico : pico;
  const rounded = (size + unit / 2n) / unit;
  if (rounded === 0n && size > 0n) return `<${textOf(1n, digits)} ${currency}`;
  return `${pico < 0n && rounded > 0n ? "-" : ""}${textOf(rounded, digits)} ${currency}`;
}

function textOf(units: bigint, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const fraction = trimEnd((units % scale).toString().padStart(digits, "0"), "0");
  return `${units / scale}.${fraction.padEnd(MIN_DIGITS, "0")}`;
}
