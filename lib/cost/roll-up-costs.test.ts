import { call } from "@orpc/server";
import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { COST_DIMENSIONS } from "./cost-names.schema";
import { getCosts } from "./get-costs";
import type { GetCostsInput } from "./get-costs.schema";
import { costsRolledUntilMs, rollUpCosts } from "./roll-up-costs";
import { recordCalls, type UsedCall } from "./testing/record-calls";
import { viewerContext } from "./testing/viewer-context";

const database = testDatabase();
const PERIOD = { from: "2026-03-02T10:20:00.000Z", to: "2026-03-06T09:10:00.000Z" };
const NOW_MS = Date.parse("2026-03-06T09:10:00.000Z");

/** Calls at odd times over a week, of every kind that is told apart. */
const USED: readonly UsedCall[] = Array.from({ length: 400 }, (_, nth) => ({
  at: new Date(Date.parse("2026-02-26T00:00:00Z") + nth * 1_723_457).toISOString(),
  caller: `agent:a${nth % 3}`,
  callee: `m${nth % 4}`,
  ...(nth % 5 ? { model: `model-${nth % 2}`, domain: `d${nth % 3}` } : {}),
  ...(nth % 7 ? { operation: `o${nth % 6}`, task: `t${nth % 50}` } : {}),
  subject: `user:u${nth % 4}`,
  ...(nth % 6 ? { cost: `${nth % 9}.${String(nth).padStart(12, "0")}` } : {}),
  currency: nth % 4 ? "USD" : "EUR",
  ...(nth % 8 ? {} : { status: "failed" as const }),
}));

const QUESTIONS: Partial<GetCostsInput>[] = [
  ...COST_DIMENSIONS.map((by) => ({ by, top: 3 })),
  { granularity: "hour" },
  { zone: "Asia/Kolkata", granularity: "day" },
  { zone: "Asia/Kathmandu", granularity: "week", by: "caller" },
  { only: ["model:model-1", "domain:d2"], not: ["caller:agent:a1"] },
  { only: ["task:t3"] },
  { currency: "EUR", by: "subject" },
];

const ask = () =>
  Promise.all(
    QUESTIONS.map((question) =>
      call(getCosts, { ...PERIOD, ...question }, { context: viewerContext(database()) }),
    ),
  );

async function rollUpAll(nowMs: number): Promise<void> {
  while (await rollUpCosts(database().db, nowMs));
}

beforeAll(() => recordCalls(database(), USED));

test("what is added up answers every question to the last digit as the lines do", async () => {
  const byLines = await ask();
  await rollUpAll(NOW_MS);
  expect(await costsRolledUntilMs(database().db)).toBe(Date.parse("2026-03-06T08:00:00Z"));
  expect(await ask()).toEqual(byLines);
  // Nothing but what was added up can tell it now.
  const { sql } = database();
  const [rolled] = await sql`select sum(calls)::int as calls from cost_rollups`;
  expect(rolled?.calls).toBeGreaterThan(350);
});

test("a line that comes after its hour was added up counts at once, and again when the hour has been added up anew", async () => {
  await rollUpAll(NOW_MS);
  const total = async () => (await ask())[0]?.currencies.find(({ currency }) => currency === "USD");
  const before = await total();
  await recordCalls(database(), [{ at: "2026-03-04T12:34:56.789Z", cost: "0.000000000001", model: "late" }]);
  const { sql } = database();
  expect(await sql`select count(*)::int as gaps from cost_rollup_gaps`).toEqual([{ gaps: 1 }]);
  const at = await total();
  expect(at?.calls).toBe((before?.calls ?? 0) + 1);
  await rollUpAll(NOW_MS);
  expect(await sql`select count(*)::int as gaps from cost_rollup_gaps`).toEqual([{ gaps: 0 }]);
  expect(await total()).toEqual(at);
});

test("an hour is not added up while a line may still come to it without leaving a gap", async () => {
  await rollUpAll(Date.parse("2026-03-06T10:15:00Z"));
  expect(await costsRolledUntilMs(database().db)).toBe(Date.parse("2026-03-06T09:00:00Z"));
});
