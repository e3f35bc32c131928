import { picoOf } from "./decimal";

const ONE = 10n ** 12n;

/**
 * A cost for people: `1,234.50 USD`, `0.0123 USD`, rounded half up; always to the same number of digits, so that amounts below one another can be compared at a glance. A cost above zero that would be
 * rounded to nothing is shown as below the smallest amount (`<0.0001 USD`), because free and cheap are not the same.
 * @param digits after the point; without it 2 from one on, else 4
 */
export function formatCost(cost: string, currency: string, digits?: number): string {
  const pico = picoOf(cost);
  const size = pico < 0n ? -pico : pico;
  const places = digits ?? (size >= ONE || size === 0n ? 2 : 4);
  const unit = 10n ** BigInt(12 - places);
  const rounded = (size + unit / 2n) / unit;
  if (rounded === 0n && size > 0n) return `<${textOf(1n, places)} ${currency}`;
  return `${pico < 0n && rounded > 0n ? "-" : ""}${textOf(rounded, places)} ${currency}`;
}

function textOf(units: bigint, places: number): string {
  const text = units.toString().padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places);
  const grouped = inThousands(whole);
  return places === 0 ? grouped : `${grouped}.${text.slice(-places)}`;
}

function inThousands(digits: string): string {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join(",");
}
