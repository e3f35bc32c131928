import { beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { ensurePartitions } from "@/db/partitions";
import * as queries from "@/db/queries/calls";
import { testDatabase } from "@/db/testing/test-database";
import { idFloor } from "@/lib/core/ids";
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
    [{ status: "failed" }, ["plain"]],
    [{ status: "-failed", protocol: ["openai", "mcp"] }, NAMES.slice(0, 5)],
    [{ cost: ">1" }, ["dear", "euro", "plain"]],
    [{ cost: [">=1", "<3.5"] }, ["later", "euro"]],
    [{ cost: ["0.000000000001"] }, ["cheap"]],
    [{ duration: ">=1ms" }, NAMES],
    [{ duration: "<1ms" }, []],
    [{ operation: "-chat" }, NAMES.filter((name) => name !== "dear")],
    [{ model: "-small" }, ["dear", "euro", "unpriced", "plain"]],
    [{ domain: ["-sales", "-help"] }, []],
    [{ domain: "-sales" }, ["later", "euro", "unpriced", "plain"]],
    [{ caller: ["planner", "bo"] }, NAMES],
    [{ caller: "-bo" }, NAMES.filter((name) => name !== "later")],
    [{ callee: "-chat" }, []],
    [{ caller: "agent:planner" }, NAMES.filter((name) => name !== "later")],
    [{ caller: "service:planner" }, []],
    [{ callee: "model:chat" }, NAMES],
    [{ callee: "agent:chat" }, []],
    [{ callee: "-model:chat" }, []],
    [{ callee: "-agent:chat" }, NAMES],
    [{ decision: "deny" }, []],
    [{ error: "policy_denied" }, []],
    [{ from: "9999d" }, NAMES],
  ])("%j", async (filter, names) => expect(await found(filter)).toEqual(names));
});

test("a value of a dimension that there is not is refused", () => {
  expect(callFilter.safeParse({ only: ["colour:red"] }).success).toBe(false);
});

test.each([{ status: "gone" }, { cost: "lots" }, { duration: "5" }, { from: "yesterday" }, { q: "" }])(
  "%j is refused",
  (filter) => expect(callFilter.safeParse(filter).success).toBe(false),
);

test("a page ends in time however many calls there are, and says how far it looked", async () => {
  const { db, sql } = database();
  const before = ids.at(-1) ?? "";
  const query = { status: { any: ["denied"], none: [] }, before };
  expect(await queries.listCalls(db, { ...query, limit: 5 })).toEqual([]);
  expect(await queries.findLookedTo(db, query)).toBeUndefined();
  // As many calls as are looked at for one page, all of them newer than the ones above.
  await ensurePartitions(sql, Date.parse("2026-03-03T12:00:00Z"), 1);
  await sql`
    insert into calls (id, started_at, replica_id, trace_id, span_id, protocol, method, action, caller_kind, caller_id, subject_id,
      chain, callee_kind, callee_name, hop, decision, policy_version, inputs, status, request_bytes)
    select (${idFloor(Date.parse("2026-03-03T10:00:00Z")).slice(0, 24)} || lpad(to_hex(n), 12, '0'))::uuid, '2026-03-03T10:00:00Z',
      ${before}::uuid, 't', 's', 'mcp', 'tools/call', 'a', 'agent', 'filler', 'agent:filler', '{}', 'mcp-server', 'filler', 1, 'allow',
      'v', '{}', 'completed', 1
    from generate_series(1, ${queries.LOOKED_AT + 10}) n`;
  const wanted = { status: { any: ["failed"], none: [] } };
  expect(await queries.listCalls(db, { ...wanted, limit: 5 })).toEqual([]);
  const reached = await queries.findLookedTo(db, wanted);
  expect(reached?.endsWith("00000000000b")).toBe(true);
  const rest = await queries.listCalls(db, { ...wanted, before: reached ?? "", limit: 5 });
  expect(rest.map(({ id }) => NAMES[ids.indexOf(id)])).toEqual(["plain"]);
  expect(await queries.findLookedTo(db, { ...wanted, before: reached ?? "" })).toBeUndefined();
});
