import { trimEnd } from "@/lib/core/trim-end";

const PICO_DIGITS = 12;
const PICO = 10n ** BigInt(PICO_DIGITS);

/**
 * A decimal text as a whole number of 10^-12, the finest fraction that a cost can have: prices stop at 10^-6 for a million tokens.
 * @throws RangeError for anything but a plain decimal with at most 12 digits after the point
 */
export function picoOf(decimal: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(decimal);
  if (!match) throw new RangeError(`not a decimal with at most ${PICO_DIGITS} digits after the point`);
  const [, sign, whole = "0", fraction = ""] = match;
  const pico = BigInt(whole) * PICO + BigInt(fraction.padEnd(PICO_DIGITS, "0"));
  return sign ? -pico : pico;
}

/** The shortest decimal text of a number of 10^-12: no trailing zeros, no exponent. */
export function decimalOf(pico: bigint): string {
  const size = pico < 0n ? -pico : pico;
  const fraction = trimEnd((size % PICO).toString().padStart(PICO_DIGITS, "0"), "0");
  const text = `${size / PICO}${fraction ? `.${fraction}` : ""}`;
  return pico < 0n ? `-${text}` : text;
}
