import { call } from "@orpc/server";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { listCalls } from "@/lib/records/list-calls";
import { COST_DIMENSIONS, dimensionValue } from "./cost-names.schema";
import { decimalOf, picoOf } from "./decimal";
import { getCosts } from "./get-costs";
import { listCostLines } from "./list-cost-lines";
import { recordCalls, type UsedCall } from "./testing/record-calls";
import { viewerContext } from "./testing/viewer-context";

const database = testDatabase();
const context = () => viewerContext(database());

/** Six days of use, some of it of every kind that adds up differently. */
const USED: readonly UsedCall[] = [
  { at: "2026-03-20T10:00:00.000Z", model: "large", cost: "4" },
  { at: "2026-03-27T22:59:59.999Z", model: "small", domain: "sales", cost: "0.1" },
  { at: "2026-03-27T23:00:00.000Z", model: "small", domain: "sales", cost: "0.2", status: "failed" },
  { at: "2026-03-28T12:00:00.000Z", model: "large", domain: "help", cost: "0.000000000001", task: "t1" },
  { at: "2026-03-28T22:59:59.999Z", model: "large", domain: "help", cost: "10.5", operation: "chat" },
  { at: "2026-03-29T21:59:59.999Z", model: "tiny", cost: "0.3" },
  { at: "2026-03-29T22:00:00.000Z", cost: "0.4", caller: "user:bo", subject: "user:bo" },
  { at: "2026-03-30T01:00:00.000Z", model: "large", cost: "99.99", currency: "EUR" },
  { at: "2026-03-30T02:00:00.000Z", model: "unknown", domain: "help" },
  { at: "2026-03-30T03:00:00.000Z", model: "unknown" },
];
const PERIOD = { from: "2026-03-27T00:00:00.000Z", to: "2026-03-31T00:00:00.000Z" };

beforeAll(() => recordCalls(database(), USED));

describe("what was spent", () => {
  test("is told by group, by the reader's days across the change of the clock, and against the period before", async () => {
    const found = await call(
      getCosts,
      { ...PERIOD, zone: "Europe/Berlin", by: "model", top: 2 },
      { context: context() },
    );
    // The 29th has 23 hours there.
    expect(found.buckets.map(({ from }) => from)).toEqual([
      "2026-03-27T00:00:00.000Z",
      "2026-03-27T23:00:00.000Z",
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
      "2026-03-30T22:00:00.000Z",
    ]);
    expect(found.previousFrom).toBe("2026-03-23T00:00:00.000Z");
    const [dollars, euros, ...others] = found.currencies;
    expect(others).toEqual([]);
    expect(dollars).toMatchObject({
      currency: "USD",
      cost: "11.500000000001",
      calls: 6,
      succeeded: 5,
      perSuccess: "2.3",
      previous: { cost: "0", calls: 0 },
      change: { cost: "11.500000000001", percent: null },
      groupCount: 4,
    });
    expect(dollars?.buckets).toEqual([
      { at: 0, cost: "0.1", calls: 1 },
      { at: 1, cost: "10.700000000001", calls: 3 },
      { at: 2, cost: "0.3", calls: 1 },
      { at: 3, cost: "0.4", calls: 1 },
    ]);
    expect(dollars?.groups.map(({ value, others: k, cost, share }) => [value, k, cost, share])).toEqual([
      ["large", 0, "10.500000000001", 91.3],
      [null, 0, "0.4", 3.5],
      [null, 2, "0.6", 5.2],
    ]);
    expect(euros).toMatchObject({ currency: "EUR", cost: "99.99", calls: 1 });
    expect(found.unpriced).toMatchObject({ calls: 2, inputTokens: 200, outputTokens: 20 });
  });

  test("is compared with the same length of time before, group by group and for the others together", async () => {
    const period = { from: "2026-03-24T00:00:00Z", to: "2026-03-31T00:00:00Z", currency: "USD" };
    const found = await call(getCosts, { ...period, by: "model", top: 1 }, { context: context() });
    const [dollars] = found.currencies;
    expect(dollars?.change).toEqual({ cost: "7.500000000001", percent: 187.5 });
    expect(
      dollars?.groups.map(({ previous, change }) => [previous.cost, change.cost, change.percent]),
    ).toEqual([
      ["4", "6.500000000001", 162.5],
      ["0", "1", null],
    ]);
  });

  test("that the price of is not known is no money: it is counted apart", async () => {
    const found = await call(
      getCosts,
      { ...PERIOD, by: "domain", only: ["model:unknown"] },
      { context: context() },
    );
    expect(found.currencies).toEqual([]);
    expect(found.unpriced.groups).toEqual([
      { value: "help", others: 0, calls: 1, inputTokens: 100, outputTokens: 10 },
      { value: null, others: 0, calls: 1, inputTokens: 100, outputTokens: 10 },
    ]);
  });

  test.each([
    [{ from: PERIOD.to, to: PERIOD.from }, "ends before"],
    [{ from: "2024-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }, "400 days"],
    [{ from: "90d", granularity: "hour" as const }, "800 hours"],
  ])("is not asked for %j", async (period, why) => {
    await expect(call(getCosts, period, { context: context() })).rejects.toThrow(why);
  });

  test("is not asked for by the days of a place that is none", async () => {
    for (const zone of ["Mars/Base", "+02:00", "UTC'; drop table ledger; --"])
      await expect(call(getCosts, { zone }, { context: context() })).rejects.toThrow();
  });
});

describe("every figure", () => {
  /** The costs of the calls that a filter lists, added up page by page. */
  async function sumOfCalls(filter: object): Promise<{ cost: string; calls: number }> {
    let pico = 0n;
    let calls = 0;
    let before: string | undefined;
    do {
      const page = await call(
        listCalls,
        { ...filter, cost: "priced", limit: 2, ...(before ? { before } : {}) },
        { context: context() },
      );
      for (const item of page.items) pico += picoOf(item.cost ?? "0");
      calls += page.items.length;
      before = page.next ?? undefined;
    } while (before);
    return { cost: decimalOf(pico), calls };
  }

  test.each(COST_DIMENSIONS)("by %s is the sum of the calls that its filter lists", async (by) => {
    for (const top of [1, 2, 10]) {
      const found = await call(getCosts, { ...PERIOD, by, top }, { context: context() });
      for (const { currency, groups, cost, calls, buckets } of found.currencies) {
        expect(await sumOfCalls({ ...PERIOD, currency })).toEqual({ cost, calls });
        const named = groups.filter(({ others }) => others === 0);
        for (const group of groups) {
          const filter = group.others
            ? { not: named.map(({ value }) => dimensionValue(by, value)) }
            : { only: [dimensionValue(by, group.value)] };
          const sum = { cost: group.cost, calls: group.calls };
          expect(await sumOfCalls({ ...PERIOD, currency, ...filter })).toEqual(sum);
          for (const bucket of group.buckets) {
            const part = { cost: bucket.cost, calls: bucket.calls };
            expect(await sumOfCalls({ ...found.buckets[bucket.at], currency, ...filter })).toEqual(part);
          }
        }
        for (const bucket of buckets) {
          const part = { cost: bucket.cost, calls: bucket.calls };
          expect(await sumOfCalls({ ...found.buckets[bucket.at], currency })).toEqual(part);
        }
      }
    }
  });

  test("of thousands of amounts of any size is exact to the last digit", async () => {
    const amounts = fc.sample(fc.bigInt({ min: 0n, max: 10n ** 20n }), { numRuns: 3000, seed: 7 });
    const at = "2026-04-10T08:00:00.000Z";
    await recordCalls(
      database(),
      amounts.map((pico, nth) => ({ at, model: `m${nth % 40}`, cost: decimalOf(pico), currency: "CHF" })),
    );
    const period = { from: at, to: "2026-04-10T08:00:00.001Z", by: "model" as const, top: 7 };
    const [francs] = (await call(getCosts, period, { context: context() })).currencies;
    expect(francs?.cost).toBe(decimalOf(amounts.reduce((sum, pico) => sum + pico, 0n)));
    const parts = francs?.groups.reduce((sum, { cost }) => sum + picoOf(cost), 0n) ?? 0n;
    expect(decimalOf(parts)).toBe(francs?.cost);
    expect(francs?.groups.at(-1)?.others).toBe(33);
  });
});

describe("the lines behind a figure", () => {
  test("come in pages without gap or repetition, priced and unpriced in one order", async () => {
    const seen: { callId: string; cost: string | null }[] = [];
    let after: string | undefined;
    do {
      const page = await call(
        listCostLines,
        { ...PERIOD, limit: 2, ...(after ? { after } : {}) },
        { context: context() },
      );
      seen.push(...page.items);
      after = page.next ?? undefined;
    } while (after);
    expect(seen.map(({ cost }) => cost && decimalOf(picoOf(cost)))).toEqual([
      "0.1",
      "0.2",
      "0.000000000001",
      "10.5",
      "0.3",
      "0.4",
      "99.99",
      null,
      null,
    ]);
    expect(new Set(seen.map(({ callId }) => callId)).size).toBe(9);
  });

  test.each([
    [{ cost: "unpriced" as const }, 2],
    [{ cost: "priced" as const }, 7],
    [{ currency: "EUR" }, 1],
    [{ not: ["model:large"] }, 6],
  ])("are those that %j leaves", async (filter, count) => {
    const { items } = await call(listCostLines, { ...PERIOD, ...filter }, { context: context() });
    expect(items).toHaveLength(count);
  });
});
