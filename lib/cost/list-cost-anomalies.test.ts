import { call } from "@orpc/server";
import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { listCostAnomalies } from "./list-cost-anomalies";
import { recordCalls, type UsedCall } from "./testing/record-calls";
import { viewerContext } from "./testing/viewer-context";

const database = testDatabase();
const DAY_MS = 86_400_000;
const at = (day: number, minute = 0) =>
  new Date(Date.parse("2026-05-01T09:00:00Z") + day * DAY_MS + minute * 60_000).toISOString();

/** Twenty steady days of two callers; on the 16th one of them makes 30 calls of one tool to the dear model. On the 19th nobody calls. */
const USED: readonly UsedCall[] = [
  ...Array.from({ length: 20 }, (_, day): UsedCall[] =>
    day === 18
      ? []
      : [
          { at: at(day), caller: "agent:writer", model: "small", operation: "draft", cost: "1" },
          { at: at(day, 1), caller: "agent:seeker", model: "small", operation: "look", cost: "1" },
          { at: at(day, 2), caller: "agent:seeker", model: "large", operation: "sum-up", cost: "2" },
        ],
  ).flat(),
  ...Array.from(
    { length: 30 },
    (_, nth): UsedCall => ({
      at: at(15, 5 + nth),
      caller: "agent:seeker",
      model: "large",
      operation: "dig",
      cost: "2",
    }),
  ),
];
const PERIOD = { from: "2026-05-10T00:00:00.000Z", to: "2026-05-20T00:00:00.000Z" };

const find = (input: object = {}) =>
  call(listCostAnomalies, { ...PERIOD, ...input }, { context: viewerContext(database()) });

beforeAll(() => recordCalls(database(), USED));

test("a day far from the days before it is found, and what explains it is ranked: the tool, the model, the caller", async () => {
  const { items, total, days, tooEarly } = await find();
  expect([total, days, tooEarly]).toEqual([2, 10, 0]);
  expect(items.map(({ from, more }) => [from.slice(0, 10), more])).toEqual([
    ["2026-05-19", false],
    ["2026-05-16", true],
  ]);
  const spike = items[1];
  expect(spike).toMatchObject({ whole: true, cost: "64", usual: "4", calls: 33, pastDays: 14, over: true });
  expect(spike?.causes.slice(0, 3)).toEqual([
    { dimension: "operation", value: "dig", cost: "60", usual: "0", calls: 30, usualCalls: 0, share: 100 },
    { dimension: "model", value: "large", cost: "62", usual: "2", calls: 31, usualCalls: 1, share: 100 },
    {
      dimension: "caller",
      value: "agent:seeker",
      cost: "63",
      usual: "3",
      calls: 32,
      usualCalls: 2,
      share: 100,
    },
  ]);
});

test("when the whole is as always, a group that is not is told by itself", async () => {
  await recordCalls(
    database(),
    Array.from({ length: 12 }, (_, day): UsedCall[] => [
      { at: at(day - 60), model: "steady", cost: "100" },
      { at: at(day - 60, 1), model: "shy", cost: day === 11 ? "20" : "1" },
    ]).flat(),
  );
  const { items } = await find({ from: "2026-03-12T00:00:00Z", to: "2026-03-14T00:00:00Z" });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ whole: false, value: "shy", cost: "20", usual: "1" });
  expect(items[0]?.causes.map(({ dimension }) => dimension)).not.toContain("model");
});

test("days with too little before them are counted, not judged", async () => {
  const { items, tooEarly, days } = await find({ from: "2026-03-01T00:00:00Z", to: "2026-03-06T00:00:00Z" });
  expect([items, days, tooEarly]).toEqual([[], 5, 5]);
});
