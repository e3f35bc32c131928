import { call } from "@orpc/server";
import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { Services } from "@/lib/core/services";
import { recordCalls } from "@/lib/cost/testing/record-calls";
import type { OperationContext } from "@/lib/identity/operation";
import { writeAsset } from "@/lib/registry/write-asset";
import type { AttentionItem } from "./attention.schema";
import { getAttention } from "./get-attention";
import { getOverview } from "./get-overview";

const database = testDatabase();
const ada = { kind: "user" as const, id: "ada" };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function context(): OperationContext {
  return {
    principal: {
      caller: ada,
      subject: ada,
      chain: [ada],
      clientId: undefined,
      roles: ["viewer"],
      domains: [],
      badge: undefined,
      scopes: [],
      taskId: undefined,
      grants: undefined,
    },
    database: database(),
    services: new Services(),
  };
}

async function items<K extends AttentionItem["kind"]>(kind: K) {
  const found = await call(getAttention, undefined, { context: context() });
  return found.items.filter((item): item is Extract<AttentionItem, { kind: K }> => item.kind === kind);
}

function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString();
}

test("a mesh in which nothing is wrong needs nobody", async () => {
  const found = await call(getAttention, undefined, { context: context() });
  expect(found.items).toEqual([]);
});

test("calls of the last day that are stuck are counted, older ones are not", async () => {
  await recordCalls(database(), [
    { at: ago(HOUR_MS), status: "outcome_unknown", cost: "1" },
    { at: ago(30 * HOUR_MS), status: "outcome_unknown", cost: "1" },
    { at: ago(HOUR_MS), cost: "1" },
  ]);
  expect(await items("outcome_unknown")).toMatchObject([{ calls: 1 }]);
  expect(await items("held")).toEqual([]);
});

test("use of tokens without a price is told, with a price it is not", async () => {
  expect(await items("unpriced")).toEqual([]);
  await recordCalls(database(), [{ at: ago(HOUR_MS) }, { at: ago(2 * HOUR_MS) }]);
  expect(await items("unpriced")).toMatchObject([{ calls: 2 }]);
});

test("a caller is told of when it is denied far more often than usual", async () => {
  const denials = (caller: string, count: number, ms: number) =>
    Array.from({ length: count }, () => ({ at: ago(ms), caller, status: "denied" as const, cost: "0" }));
  await recordCalls(database(), [
    ...denials("agent:spike", 12, 10 * MINUTE_MS),
    ...denials("agent:few", 9, 10 * MINUTE_MS),
    ...denials("agent:as-ever", 12, 10 * MINUTE_MS),
    ...denials("agent:as-ever", 240, 5 * HOUR_MS),
  ]);
  expect(await items("denied")).toMatchObject([{ caller: "spike", recent: 12, usual: 0 }]);
});

test("an asset that was taken out of service is told of with the reason, until it is back", async () => {
  const { sql } = database();
  await sql`insert into domains (name, title) values ('test', 'Test')`;
  await writeAsset(database().db, {
    kind: "policy",
    spec: { text: "permit(principal, action, resource);", guardrail: false },
    actor: "user:ada",
    head: { name: "a", domain: "test" },
  });
  expect(await items("suspended")).toEqual([]);
  await sql`update assets set suspended_reason = 'Under repair', suspended_at = now()`;
  const suspended = await items("suspended");
  expect(suspended.map(({ name, reason }) => [name, reason])).toEqual([["a", "Under repair"]]);
  await sql`update assets set suspended_reason = null`;
  expect(await items("suspended")).toEqual([]);
});

test("entries that no checkpoint covers after a minute are told of, younger ones are not", async () => {
  const { sql } = database();
  const entry = (atMs: number) =>
    sql`insert into audit_entries (id, at, type, actor, object, outcome, leaf)
      values (${newId(atMs)}, ${new Date(atMs)}, 'io.signalbox.domain.added', 'user:ada', 'domain:d', 'ok', '{}')`;
  await entry(Date.now() - MINUTE_MS / 2);
  expect(await items("unsigned_log")).toEqual([]);
  await entry(Date.now() - 3 * MINUTE_MS);
  expect(await items("unsigned_log")).toHaveLength(1);
  await sql`insert into audit_checkpoints (tree_size, root_hash, note, last_tx, last_entry_id)
    values (2, '\\x00', 'n', 1, ${newId()})`;
  expect(await items("unsigned_log")).toEqual([]);
});

test("a key that has signed for 90 days is told of", async () => {
  const { sql } = database();
  const key = (kid: string, state: string, days: number) =>
    sql`insert into signing_keys (kid, purpose, alg, state, public_jwk, private_ciphertext, created_at)
      values (${kid}, 'badge', 'ES256', ${state}, '{}', '\\x00', now() - make_interval(days => ${days}))`;
  await Promise.all([key("young", "current", 89), key("old", "current", 91), key("gone", "retired", 300)]);
  expect(await items("old_key")).toMatchObject([{ kid: "old", days: 91 }]);
});

test.each(["1h", "24h", "7d", "30d"] as const)(
  "the overview of %s counts every call of its time once",
  async (range) => {
    const found = await call(getOverview, { range }, { context: context() });
    const { sql } = database();
    const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from calls where started_at >= ${found.from}`;
    const counted = found.buckets.flatMap(({ counts }) => Object.values(counts)).reduce((a, b) => a + b, 0);
    expect(counted).toBe(row?.count);
  },
);
