import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Price } from "@/lib/registry/kinds/model";
import { decimalOf, picoOf } from "./decimal";
import { priceUsage } from "./price-usage";
import type { Usage } from "./usage";

const price: Price = {
  currency: "USD",
  input: "2.50",
  output: "10",
  cachedInput: "1.25",
  cacheWrite: "3.125",
};
const model = "m";

describe("the cost of a usage", () => {
  it("is the hand-computed sum of its parts", () => {
    // 600 x 2.50 + 300 x 1.25 + 100 x 3.125 + 50 x 10, for a million each = 2687.5 / 10^6
    const priced = priceUsage(
      { model, inputTokens: 1000, cachedInputTokens: 300, cacheWriteTokens: 100, outputTokens: 50 },
      price,
    );
    expect(priced).toEqual({
      cost: "0.0026875",
      currency: "USD",
      lines: [
        { unit: "input", tokens: 600, perMillion: "2.50", cost: "0.0015" },
        { unit: "cachedInput", tokens: 300, perMillion: "1.25", cost: "0.000375" },
        { unit: "cacheWrite", tokens: 100, perMillion: "3.125", cost: "0.0003125" },
        { unit: "output", tokens: 50, perMillion: "10", cost: "0.0005" },
      ],
    });
  });

  it("charges cache tokens as input when the price does not name them", () => {
    const plain: Price = { currency: "EUR", input: "3", output: "15" };
    const usage = { model, inputTokens: 10, cachedInputTokens: 4, cacheWriteTokens: 2, outputTokens: 0 };
    expect(priceUsage(usage, plain).cost).toBe("0.00003");
  });

  describe("by prompt size and service", () => {
    const tiered: Price = {
      currency: "USD",
      input: "3",
      output: "15",
      cachedInput: "0.3",
      tiers: [
        { aboveInput: 1_000_000, input: "12", output: "45" },
        { aboveInput: 200_000, input: "6", output: "22.5", cachedInput: "0.6" },
      ],
      services: {
        batch: { input: "1.5", output: "7.5", tiers: [{ aboveInput: 200_000, input: "2", output: "9" }] },
      },
    };
    const cost = (inputTokens: number, more: Partial<Usage> = {}) =>
      priceUsage({ model, inputTokens, outputTokens: 10, ...more }, tiered).cost;

    it("charges the whole request at the highest tier that its input passes", () => {
      expect(cost(200_000)).toBe("0.60015"); // 200,000 x 3 + 10 x 15
      expect(cost(200_001)).toBe("1.200231"); // 200,001 x 6 + 10 x 22.5
      expect(cost(1_000_001)).toBe("12.000462"); // 1,000,001 x 12 + 10 x 45
      expect(cost(200_001, { cachedInputTokens: 200_000 })).toBe("0.120231"); // 1 x 6 + 200,000 x 0.6 + 10 x 22.5
    });

    it("charges a service that has rates of its own at these, with its tiers, and any other as usual", () => {
      expect(cost(1000, { serviceTier: "batch" })).toBe("0.001575"); // 1,000 x 1.5 + 10 x 7.5
      expect(cost(200_001, { serviceTier: "batch" })).toBe("0.400092"); // 200,001 x 2 + 10 x 9
      for (const serviceTier of ["default", "toString", "__proto__"])
        expect(cost(1000, { serviceTier })).toBe("0.00315"); // 1,000 x 3 + 10 x 15
    });
  });

  it("charges reasoning and hour-long cache writes apart where the price names them", () => {
    const apart: Price = { ...price, reasoning: "12.000001", cacheWriteLong: "5" };
    const usage = {
      model,
      inputTokens: 100,
      cacheWriteTokens: 60,
      longCacheWriteTokens: 20,
      outputTokens: 50,
      reasoningTokens: 30,
    };
    // 40 x 2.50 + 40 x 3.125 + 20 x 5 + 20 x 10 + 30 x 12.000001, for a million each
    expect(priceUsage(usage, apart).cost).toBe("0.00088500003");
    // 40 x 2.50 + 60 x 3.125 + 50 x 10
    expect(priceUsage(usage, price).cost).toBe("0.0007875");
  });

  it("keeps the last of twelve digits where floating point loses it", () => {
    const fine: Price = { currency: "USD", input: "0.000001", output: "999999999.999999" };
    expect(priceUsage({ model, inputTokens: 1, outputTokens: 0 }, fine).cost).toBe("0.000000000001");
    // 123 456 789 x 999 999 999.999999 / 10^6
    expect(priceUsage({ model, inputTokens: 1, outputTokens: 123_456_789 }, fine).cost).toBe(
      "123456788999.999876543212",
    );
  });

  it("is zero for no tokens, and absent without a price", () => {
    expect(priceUsage({ model, inputTokens: 0, outputTokens: 0 }, price)).toEqual({
      cost: "0",
      currency: "USD",
      lines: [],
    });
    expect(priceUsage({ model, inputTokens: 5, outputTokens: 5 }, undefined)).toBeUndefined();
  });

  it("never pays money back to a provider's wrong cache counts", () => {
    const usage = { model, inputTokens: 10, cachedInputTokens: 50, cacheWriteTokens: 50, outputTokens: 0 };
    expect(priceUsage(usage, price).lines).toEqual([
      { unit: "cachedInput", tokens: 10, perMillion: "1.25", cost: "0.0000125" },
    ]);
  });

  it("equals the sum of its lines for any counts", () => {
    const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(
        count,
        count,
        count,
        count,
        (inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens) => {
          const priced = priceUsage(
            { model, inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens },
            price,
          );
          const total = priced.lines.reduce((sum, line) => sum + picoOf(line.cost), 0n);
          expect(decimalOf(total)).toBe(priced.cost);
          const input = priced.lines.filter((line) => line.unit !== "output");
          expect(input.reduce((sum, line) => sum + BigInt(line.tokens), 0n)).toBe(BigInt(inputTokens));
        },
      ),
    );
  });
});
