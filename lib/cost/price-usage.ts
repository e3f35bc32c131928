import type { Price, Rates } from "@/lib/registry/kinds/model";
import { decimalOf, picoOf } from "./decimal";
import type { Usage } from "./usage";

export type CostUnit = "input" | "cachedInput" | "cacheWrite" | "cacheWriteLong" | "output" | "reasoning";

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
  const rates = ratesFor(usage, price);
  let total = 0n;
  const lines: CostLine[] = [];
  for (const [unit, tokens, perMillion] of shares(usage, rates)) {
    if (tokens === 0) continue;
    const pico = (BigInt(tokens) * picoOf(perMillion)) / MILLION;
    total += pico;
    lines.push({ unit, tokens, perMillion, cost: decimalOf(pico) });
  }
  return { cost: decimalOf(total), currency: price.currency, lines };
}

/** The rates of the service tier, there of the highest prompt size that is passed. */
function ratesFor(usage: Usage, price: Price): Rates {
  const { serviceTier } = usage;
  const { services } = price;
  const table =
    serviceTier !== undefined && services && Object.hasOwn(services, serviceTier)
      ? (services[serviceTier] ?? price)
      : price;
  const passed = (table.tiers ?? []).filter((tier) => usage.inputTokens > tier.aboveInput);
  return passed.sort((a, b) => b.aboveInput - a.aboveInput)[0] ?? table;
}

/** Every token once. A provider that says more tokens came from its cache than there were would make the rest negative: money back. */
function shares(usage: Usage, rates: Rates): [unit: CostUnit, tokens: number, perMillion: string][] {
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens);
  const written = Math.min(usage.cacheWriteTokens ?? 0, usage.inputTokens - cached);
  const long = Math.min(usage.longCacheWriteTokens ?? 0, written);
  const reasoning =
    rates.reasoning === undefined ? 0 : Math.min(usage.reasoningTokens ?? 0, usage.outputTokens);
  const cacheWrite = rates.cacheWrite ?? rates.input;
  return [
    ["input", usage.inputTokens - cached - written, rates.input],
    ["cachedInput", cached, rates.cachedInput ?? rates.input],
    ["cacheWrite", written - long, cacheWrite],
    ["cacheWriteLong", long, rates.cacheWriteLong ?? cacheWrite],
    ["output", usage.outputTokens - reasoning, rates.output],
    ["reasoning", reasoning, rates.reasoning ?? rates.output],
  ];
}
