import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Price } from "@/lib/registry/kinds/model";
import { decimalOf, picoOf } from "./decimal";
import { priceUsage } from "./price-usage";

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
