import { call } from "@orpc/server";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { recordCalls } from "@/lib/cost/testing/record-calls";
import { viewerContext } from "@/lib/cost/testing/viewer-context";
import { CALL_SORTS } from "./call-names.schema";
import { listCalls } from "./list-calls";
import { listCallsInput } from "./list-calls.schema";
import { readSortCursor, writeSortCursor } from "./sort-cursor";

const database = testDatabase();
const FIRST = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" };

beforeAll(async () => {
  const costs = ["0.5", undefined, "3", "0.000000000001", "3", undefined, "10"];
  const ids = await recordCalls(database(), [
    ...costs.map((cost, nth) => ({ at: `2026-03-01T10:00:0${nth}.000Z`, ...(cost ? { cost } : {}) })),
    { at: "2026-03-01T11:00:00.000Z", cost: "0.1", currency: "EUR" },
    { at: "2026-03-05T10:00:00.000Z", cost: "999" },
  ]);
  const { sql } = database();
  const took = [5, 900, null, 40, 40, 7, 1_000_000, 3, 1];
  for (const [nth, us] of took.entries())
    await sql`update calls set duration_us = ${us} where id = ${ids[nth] ?? ""}`;
});

const page = (input: object) =>
  call(listCalls, { ...FIRST, ...input }, { context: viewerContext(database()) });

describe("calls of a time are sorted", () => {
  test("by duration, those that have none last", async () => {
    const { items } = await page({ sort: "-duration" });
    expect(items.map(({ durationUs }) => durationUs)).toEqual([1_000_000, 900, 40, 40, 7, 5, 3, null]);
    const upwards = await page({ sort: "duration" });
    expect(upwards.items.map(({ durationUs }) => durationUs)).toEqual([
      3,
      5,
      7,
      40,
      40,
      900,
      1_000_000,
      null,
    ]);
  });

  test("by cost within each currency, so that no two currencies are compared", async () => {
    const { items } = await page({ sort: "-cost" });
    expect(items.map(({ currency, cost }) => `${Number(cost)} ${currency}`)).toEqual([
      "0.1 EUR",
      "10 USD",
      "3 USD",
      "3 USD",
      "0.5 USD",
      "1e-12 USD",
      "0 null",
      "0 null",
    ]);
  });

  test.each(CALL_SORTS)("%s: page by page each call comes once, in the same order", async (sort) => {
    const whole = (await page({ sort, limit: 50 })).items.map(({ id }) => id);
    for (const limit of [1, 2, 3]) {
      const found: string[] = [];
      let after: string | null | undefined;
      do {
        const read = await page({ sort, limit, ...(after ? { after } : {}) });
        found.push(...read.items.map(({ id }) => id));
        after = read.next;
      } while (after);
      expect(found).toEqual(whole);
    }
  });

  test("within what a filter leaves", async () => {
    const { items } = await page({ sort: "-cost", cost: ["<1", ">0.1"], currency: "USD" });
    expect(items.map(({ cost }) => Number(cost))).toEqual([0.5]);
  });

  test("and a call that begins meanwhile is in none of the pages", async () => {
    const { from } = FIRST;
    const first = await page({ from, to: undefined, sort: "-cost", limit: 2 });
    await recordCalls(database(), [{ at: new Date(Date.now() + 60_000).toISOString(), cost: "2.5" }]);
    const rest = await page({ from, to: undefined, sort: "-cost", limit: 50, after: first.next ?? "" });
    expect(rest.items.map(({ cost }) => Number(cost))).not.toContain(2.5);
    expect(first.lookedTo).toBeNull();
  });
});

test("a place in a sorted list that nobody wrote is refused", () => {
  for (const after of ["", "x", "1_2_3", `${"0".repeat(36)}_1_2`, "'; drop table calls"])
    expect(listCallsInput.safeParse({ sort: "cost", after }).success).toBe(false);
});

test("a place in a sorted list reads as it was written", () => {
  const [before, id] = ["01a00000-0000-7000-8000-000000000000", "01a00000-0000-7000-8000-000000000001"];
  for (const value of [null, { amount: "12", currency: "" }, { amount: "0.000000000001", currency: "USD" }]) {
    const cursor = { before, place: { id, value } };
    expect(readSortCursor(writeSortCursor(cursor))).toEqual(cursor);
  }
});
