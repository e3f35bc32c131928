import type { Price } from "@/lib/registry/kinds/model";
import { decimalOf, picoOf } from "./decimal";
import type { Usage } from "./usage";

export type CostUnit = "input" | "cachedInput" | "cacheWrite" | "output";

/** One kind of token with its price for a million and what it came to. */
export interface CostLine {
  unit: CostUnit;
  tokens: number;
  perMillion: string;
  cost: string;
}

export interface PricedUsage {
  /** Exact, in `currency`, at most 12 digits after the point. */
  cost: string;
  currency: string;
  /** Only units that were used. Their costs add up to `cost` exactly. */
  lines: CostLine[];
}

const MILLION = 1_000_000n;

/**
 * What a usage costs at a price, exactly: whole-number arithmetic on 10^-12, no rounding anywhere. Undefined when there is no price.
 * @throws RangeError for token counts that are not whole numbers
 */
export function priceUsage(usage: Usage, price: Price): PricedUsage;
export function priceUsage(usage: Usage, price: Price | undefined): PricedUsage | undefined;
export function priceUsage(usage: Usage, price: Price | undefined): PricedUsage | undefined {
  if (!price) return undefined;
  // A provider that says more tokens came from the cache than there were would make the rest negative: money back.
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens);
  const written = Math.min(usage.cacheWriteTokens ?? 0, usage.inputTokens - cached);
  let total = 0n;
  const lines: CostLine[] = [];
  const charge = (unit: CostUnit, tokens: number, perMillion: string) => {
    if (tokens === 0) return;
    const pico = (BigInt(tokens) * picoOf(perMillion)) / MILLION;
    total += pico;
    lines.push({ unit, tokens, perMillion, cost: decimalOf(pico) });
  };
  charge("input", usage.inputTokens - cached - written, price.input);
  charge("cachedInput", cached, price.cachedInput ?? price.input);
  charge("cacheWrite", written, price.cacheWrite ?? price.input);
  charge("output", usage.outputTokens, price.output);
  return { cost: decimalOf(total), currency: price.currency, lines };
}
