import { beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import * as queries from "@/db/queries/calls";
import { testDatabase } from "@/db/testing/test-database";
import { recordCalls } from "@/lib/cost/testing/record-calls";
import { callQueryOf } from "./call-filter";
import { callFilter } from "./list-calls.schema";

type Filter = z.input<typeof callFilter>;

const database = testDatabase();
const NAMES = ["cheap", "dear", "later", "euro", "unpriced", "plain"];
let ids: string[] = [];

beforeAll(async () => {
  ids = await recordCalls(database(), [
    { at: "2026-03-01T10:00:00.000Z", domain: "sales", model: "small", task: "t1", cost: "0.000000000001" },
    { at: "2026-03-01T10:00:00.001Z", domain: "sales", model: "large", operation: "chat", cost: "3.5" },
    { at: "2026-03-02T00:00:00.000Z", domain: "help", model: "small", caller: "user:bo", cost: "1" },
    { at: "2026-03-02T08:00:00.000Z", domain: "help", model: "large", cost: "2", currency: "EUR" },
    { at: "2026-03-02T09:00:00.000Z", domain: "help", model: "other", subject: "user:cy" },
    { at: "2026-03-02T09:30:00.000Z", domain: "help", cost: "7", status: "failed" },
  ]);
});

/** The names of the calls that a filter leaves, oldest first. */
async function found(filter: Filter): Promise<(string | undefined)[]> {
  const query = callQueryOf(callFilter.parse(filter));
  const rows = await queries.listCalls(database().db, { ...query, limit: 50 });
  return rows.map(({ id }) => NAMES[ids.indexOf(id)]).reverse();
}

describe("calls are narrowed to", () => {
  test.each<[Filter, string[]]>([
    [{}, NAMES],
    [{ from: "2026-03-02T00:00:00Z" }, ["later", "euro", "unpriced", "plain"]],
    [{ to: "2026-03-02T00:00:00Z" }, ["cheap", "dear"]],
    [{ from: "2026-03-01T10:00:00.001Z", to: "2026-03-02T00:00:00.001Z" }, ["dear", "later"]],
    [{ from: "2026-03-02T01:00:00+01:00", to: "2026-03-02T00:00:01Z" }, ["later"]],
    [{ domain: "sales" }, ["cheap", "dear"]],
    [{ model: "small" }, ["cheap", "later"]],
    [{ operation: "chat" }, ["dear"]],
    [{ task: "t1" }, ["cheap"]],
    [{ subject: "user:cy" }, ["unpriced"]],
    [{ cost: "priced" }, ["cheap", "dear", "later", "euro", "plain"]],
    [{ cost: "unpriced" }, ["unpriced"]],
    [{ currency: "EUR" }, ["euro"]],
    [{ only: ["model:small", "model:large"], currency: "USD" }, ["cheap", "dear", "later"]],
    [{ only: ["model:small", "domain:help"] }, ["later"]],
    [{ only: ["model"] }, ["plain"]],
    [{ only: ["caller:user:bo"] }, ["later"]],
    [{ not: ["model:small", "model:large"] }, ["unpriced", "plain"]],
    [{ not: ["model", "model:other"], cost: "priced" }, ["cheap", "dear", "later", "euro"]],
  ])("%j", async (filter, names) => expect(await found(filter)).toEqual(names));
});

test("a value of a dimension that there is not is refused", () => {
  expect(callFilter.safeParse({ only: ["colour:red"] }).success).toBe(false);
});
