import fc from "fast-check";
import { expect, test } from "vitest";
import { picoOf } from "@/lib/cost/decimal";
import type { CeilingDraft } from "./ceiling-replay.schema";
import { type RecordedCall, RunAgain } from "./run-again";

const DAY = 86_400_000;
const budget = (amount: string, more: object = {}): CeilingDraft => ({
  kind: "budget",
  name: "b",
  domain: "test",
  spec: { scope: {}, amount, currency: "USD", period: "day", mode: "hard", ...more },
});
const call = (nth: number, more: Partial<RecordedCall> = {}): RecordedCall => ({
  id: `00000000-0000-7000-8000-${String(nth).padStart(12, "0")}`,
  atMs: nth * 1000,
  endedMs: nth * 1000 + 100,
  caller: "agent:a",
  chain: ["agent:a"],
  kind: "model",
  name: "gpt",
  domain: "it",
  operation: null,
  refused: false,
  tokens: 10,
  cost: "1",
  currency: "USD",
  ...more,
});
const replay = (draft: CeilingDraft[], calls: RecordedCall[]) => {
  const again = new RunAgain(draft);
  for (const one of calls) again.add(one);
  return again.result();
};
const times = (count: number) => Array.from({ length: count }, (_, nth) => call(nth));

test("a budget refuses from the call on that does not fit, begins anew with its period, and says when it ran out", () => {
  const result = replay([budget("3")], [...times(5), call(6, { atMs: DAY + 1000 })]);
  expect(result.counts).toEqual({ newlyRefused: 2, stillAllowed: 4, notHeld: 0, refusedThen: 0 });
  expect(result.rows.map(({ at, by, meter }) => [at, by, meter])).toEqual([
    ["1970-01-01T00:00:04.000Z", "budget/b", "budget day USD"],
    ["1970-01-01T00:00:03.000Z", "budget/b", "budget day USD"],
  ]);
  expect(result.windows).toMatchObject([
    { used: "3", cap: "3", ranOutAt: "1970-01-01T00:00:03.000Z" },
    { used: "1", ranOutAt: null },
  ]);
  expect(result.groups).toEqual([{ caller: "agent:a", domain: "it", newlyRefused: 2, stillAllowed: 4 }]);
});

test("a soft budget refuses nothing and still says when it was passed", () => {
  const result = replay([budget("3", { mode: "soft" })], times(5));
  expect(result.counts).toMatchObject({ newlyRefused: 0, stillAllowed: 5 });
  expect(result.windows).toMatchObject([{ used: "5", ranOutAt: "1970-01-01T00:00:03.000Z" }]);
});

test("a limit counts calls at the same time by when they really began and ended", () => {
  const limit: CeilingDraft = {
    kind: "limit",
    name: "l",
    domain: "test",
    spec: { scope: {}, concurrency: 1 },
  };
  const calls = [call(0, { endedMs: 2500 }), call(1), call(2), call(3)];
  expect(replay([limit], calls).counts).toMatchObject({ newlyRefused: 2, stillAllowed: 2 });
});

test("what was refused then, what is not held and what has no price is told apart", () => {
  const calls = [
    call(0, { refused: true }),
    call(1, { chain: ["agent:b"] }),
    call(2, { cost: undefined, currency: undefined }),
    call(3, { currency: "EUR" }),
  ];
  const result = replay([budget("0", { scope: { caller: "agent:a" } })], calls);
  expect(result.counts).toEqual({ newlyRefused: 0, stillAllowed: 2, notHeld: 1, refusedThen: 1 });
  expect(result.unpriced).toBe(1);
});

test("what is let through never comes to more than the cap, and a higher cap refuses no more", () => {
  const costs = fc.array(fc.integer({ min: 0, max: 9 }).map(String), { maxLength: 60 });
  fc.assert(
    fc.property(costs, fc.integer({ min: 1, max: 60 }), (given, cap) => {
      const calls = given.map((cost, nth) => call(nth, { cost }));
      const result = replay([budget(String(cap))], calls);
      const refused = new Set(result.rows.map(({ callId }) => callId));
      const through = calls.filter(({ id }) => !refused.has(id));
      const sum = through.reduce((total, { cost = "0" }) => total + picoOf(cost), 0n);
      expect(sum <= picoOf(String(cap))).toBe(true);
      expect(result.windows[0]?.used ?? "0").toBe(String(sum / 10n ** 12n));
      expect(result.counts.newlyRefused + result.counts.stillAllowed).toBe(calls.length);
      const spent = calls.reduce((total, { cost = "0" }) => total + Number(cost), 0);
      expect(replay([budget(String(Math.max(spent, 1)))], calls).counts.newlyRefused).toBe(0);
    }),
  );
});
