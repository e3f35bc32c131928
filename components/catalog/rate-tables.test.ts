import { expect, test } from "vitest";
import { rateTables } from "./rate-tables";

test("a price shows its ordinary rates, its tiers and its services, each with when it counts", () => {
  const tiers = [{ aboveInput: 200_000, input: "6", output: "22.5" }];
  const flex = { input: "1.5", output: "7.5", tiers };
  const tables = rateTables({ currency: "USD", input: "3", output: "15", tiers, services: { flex } });
  expect(tables.map(({ title, rates }) => `${title}: ${rates.input}`)).toEqual([
    "USD for a million tokens: 3",
    "USD for a million tokens, requests with more than 200,000 tokens of input: 6",
    "USD for a million tokens, service flex: 1.5",
    "USD for a million tokens, service flex, requests with more than 200,000 tokens of input: 6",
  ]);
});
