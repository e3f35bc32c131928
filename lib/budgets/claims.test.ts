import fc from "fast-check";
import { expect, test } from "vitest";
import { picoOf } from "@/lib/cost/decimal";
import type { Asset } from "@/lib/registry/asset";
import { claimsOf } from "./claims";
import { estimateCall, USUAL_OUTPUT_TOKENS } from "./estimate";
import type { Ceiling } from "./in-force";
import { leftOf } from "./refusal";
import { usedOf } from "./used";

const PRICE = { currency: "USD", input: "0.15", output: "0.6" };
const budget = (more: object = {}) =>
  ({
    kind: "budget",
    name: "b",
    spec: { scope: {}, amount: "10", currency: "USD", period: "month", mode: "hard", ...more },
  }) as unknown as Ceiling;
const limit = (spec: object) =>
  ({ kind: "limit", name: "l", spec: { scope: {}, ...spec } }) as unknown as Ceiling;
const model = (spec: object = {}) => ({ kind: "model", spec: { price: PRICE, ...spec } }) as unknown as Asset;
const chat = (body: object) => ({ method: "chat.completions", body: JSON.stringify(body) });

test("a limit counts each of what it names, and a budget counts money of its own currency alone", () => {
  const estimate = { price: PRICE, inputTokens: 10, outputTokens: 5 };
  const all = limit({
    rate: { calls: 5, per: "second" },
    quota: { calls: 50, per: "week" },
    tokens: { tokens: 99, per: "hour" },
    concurrency: 2,
  });
  expect(claimsOf([all], estimate, 0).map(({ meter, amount, cap }) => [meter, amount, cap])).toEqual([
    ["rate second", "1", "5"],
    ["quota week", "1", "50"],
    ["tokens hour", "15", "99"],
    ["concurrency", "1", "2"],
  ]);
  expect(claimsOf([budget()], estimate, 0)).toMatchObject([{ amount: "0.0000045", cap: "10" }]);
  expect(claimsOf([budget({ mode: "soft" })], estimate, 0)[0]?.cap).toBeUndefined();
  expect(claimsOf([budget({ currency: "EUR" })], estimate, 0)).toEqual([]);
  expect(claimsOf([budget()], { ...estimate, price: undefined }, 0)).toEqual([]);
});

test("the longest answer that a request asks for is what it may use", () => {
  const out = (body: object, spec = {}) => estimateCall(model(spec), chat(body)).outputTokens;
  expect(out({ max_tokens: 7 })).toBe(7);
  expect(out({ max_completion_tokens: 8, n: 3 })).toBe(24);
  expect(out({}, { limits: { maxOutputTokens: 900 } })).toBe(900);
  for (const odd of [{}, { max_tokens: -1 }, { max_tokens: "9" }, { max_tokens: 1.5 }])
    expect(out(odd)).toBe(USUAL_OUTPUT_TOKENS);
  expect(estimateCall(model(), { method: "embeddings", body: "x".repeat(30) })).toMatchObject({
    inputTokens: 10,
    outputTokens: 0,
  });
  expect(estimateCall(model(), { method: "messages.count_tokens", body: "{}" }).price).toBeUndefined();
});

test("what was used is what the callee says, and what was reserved when it says nothing but may have worked", () => {
  const [claim] = claimsOf([budget()], { price: PRICE, inputTokens: 10, outputTokens: 5 }, 0);
  if (!claim) throw new Error("a budget claims");
  const usage = { model: "m", inputTokens: 1, outputTokens: 1 };
  const paid = { cost: "0.5", currency: "USD" };
  expect(usedOf(claim, { usage, paid, mayHaveUsed: true })).toBe("0.5");
  expect(usedOf(claim, { usage, paid: undefined, mayHaveUsed: true })).toBe("0");
  expect(usedOf(claim, { usage: undefined, paid: undefined, mayHaveUsed: true })).toBe(claim.amount);
  expect(usedOf(claim, { usage: undefined, paid: undefined, mayHaveUsed: false })).toBe("0");
  expect(usedOf(claim, { usage, paid, mayHaveUsed: true, unmade: true })).toBe("0");
});

test("what is left is exact to the last digit, and never below nothing", () => {
  const decimal = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }))
    .map(([whole, fraction]) => `${whole}.${fraction.toString().padStart(12, "0")}`);
  fc.assert(
    fc.property(decimal, decimal, decimal, (cap, used, reserved) => {
      const left = picoOf(leftOf(cap, used, reserved));
      const real = picoOf(cap) - picoOf(used) - picoOf(reserved);
      expect(left).toBe(real < 0n ? 0n : real);
    }),
  );
});
