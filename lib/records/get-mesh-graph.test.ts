import { call } from "@orpc/server";
import { beforeAll, describe, expect, test } from "vitest";
import { ensurePartitions } from "@/db/partitions";
import { testDatabase } from "@/db/testing/test-database";
import { idFloor } from "@/lib/core/ids";
import { Services } from "@/lib/core/services";
import { getMeshGraph } from "./get-mesh-graph";
import type { MeshGraphInput } from "./mesh-graph.schema";
import { rolledUntilMs, rollUpCalls } from "./roll-up-calls";

const database = testDatabase();
const MINUTE_MS = 60_000;
const toMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const fromMs = toMs - 60 * MINUTE_MS;
const range = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };

interface Row {
  minute: number;
  caller?: string;
  callee?: [kind: string, name: string];
  tool?: string;
  status?: string;
  durationUs?: number;
  cost?: string;
  currency?: string;
}

let nth = 0;
async function insertCall(row: Row) {
  const { sql } = database();
  const ms = fromMs + row.minute * MINUTE_MS + 1;
  const id = idFloor(ms).slice(0, -12) + String(++nth).padStart(12, "0");
  const [kind, name] = row.callee ?? ["model", "chat"];
  await sql`
    insert into calls (id, started_at, replica_id, trace_id, span_id, protocol, method, action, caller_kind, caller_id, subject_id,
      chain, callee_kind, callee_name, operation, hop, decision, policy_version, inputs, status, request_bytes, duration_us, cost, currency)
    values (${id}, ${new Date(ms)}, ${id}, 't', 's', 'mcp', 'm', ${row.tool ? "callTool" : "useModel"}, 'agent', ${row.caller ?? "planner"}, 'u', '{}',
      ${kind}, ${name}, ${row.tool ?? null}, 1, 'allow', 'v', '{}', ${row.status ?? "completed"}, 1,
      ${row.durationUs ?? null}, ${row.cost ?? null}, ${row.currency ?? null})`;
}

function graph(input: Partial<MeshGraphInput> = {}) {
  const principal = {
    caller: { kind: "user", id: "test" },
    subject: { kind: "user", id: "test" },
    chain: [{ kind: "user", id: "test" }],
    clientId: undefined,
    roles: ["viewer"],
    domains: [],
    badge: undefined,
    scopes: [],
    grants: undefined,
  } as const;
  const context = { principal, database: database(), services: new Services() };
  return call(getMeshGraph, { ...range, ...input }, { context: context as never });
}

beforeAll(async () => {
  const { sql } = database();
  await ensurePartitions(sql);
  await sql`insert into domains (name, title) values ('sales', 'Sales')`;
  for (const [kind, name, spec] of [
    ["model", "chat", {}],
    ["model", "unused", {}],
    ["mcp-server", "crm", { tools: [{ name: "read" }, { name: "write" }] }],
  ] as const) {
    const [asset] = await sql`
      insert into assets (id, kind, name, domain, title, live_version)
      values (gen_random_uuid(), ${kind}, ${name}, 'sales', ${name.toUpperCase()}, 1) returning id`;
    await sql`
      insert into asset_versions (id, asset_id, version, digest, spec, created_by)
      values (gen_random_uuid(), ${asset?.id}, 1, 'd', ${sql.json(spec)}, 'user:test')`;
  }
  for (let minute = 0; minute < 20; minute++) {
    await insertCall({ minute, durationUs: 1_000 * (minute + 1), cost: "0.1", currency: "USD" });
  }
  await insertCall({
    minute: 59,
    status: "failed",
    durationUs: 5_000,
    cost: "0.000000000001",
    currency: "USD",
  });
  await insertCall({ minute: 59, status: "denied", durationUs: 100 });
  await insertCall({ minute: 30, cost: "2", currency: "EUR", durationUs: 1_000 });
  await insertCall({ minute: 5, callee: ["mcp-server", "crm"], tool: "read", durationUs: 10 });
  await insertCall({ minute: 6, callee: ["mcp-server", "crm"], tool: "gone", durationUs: 10 });
  await insertCall({ minute: -1, callee: ["model", "chat"] });
  await insertCall({ minute: 60, callee: ["model", "chat"] });
});

test("a connection adds up exactly the calls of the range, with the costs of each currency", async () => {
  const { edges } = await graph();
  const chat = edges.find(({ callee }) => callee === "model:chat");
  expect(chat).toMatchObject({
    caller: "agent:planner",
    calls: 23,
    failed: 1,
    denied: 1,
    open: 0,
    cost: [
      { currency: "EUR", amount: "2" },
      { currency: "USD", amount: "2.000000000001" },
    ],
  });
});

test("percentiles are within 5 per cent of the true ones, and refusals do not count", async () => {
  const { edges } = await graph();
  const chat = edges.find(({ callee }) => callee === "model:chat");
  expect(Math.abs((chat?.p50Us ?? 0) / 10_000 - 1)).toBeLessThan(0.11);
  expect(Math.abs((chat?.p95Us ?? 0) / 20_000 - 1)).toBeLessThan(0.11);
});

test("what is registered is there without traffic, with the tools of a server", async () => {
  const { nodes } = await graph();
  expect(nodes.find(({ id }) => id === "model:unused")).toMatchObject({ title: "UNUSED", domain: "sales" });
  expect(nodes.find(({ id }) => id === "mcp-server:crm")?.tools).toEqual(["read", "write"]);
  expect(nodes.find(({ id }) => id === "agent:planner")).toMatchObject({ lifecycle: null, tools: [] });
});

test("tools are told apart only where they are asked for", async () => {
  const closed = (await graph()).edges.filter(({ callee }) => callee === "mcp-server:crm");
  expect(closed.map(({ tool, calls }) => [tool, calls])).toEqual([[null, 2]]);
  const open = (await graph({ tools: ["crm"] })).edges.filter(({ callee }) => callee === "mcp-server:crm");
  expect(open.map(({ tool }) => tool).sort()).toEqual(["gone", "read"]);
});

test("the spans of a replay add up to the range", async () => {
  const { edges } = await graph({ frames: 60 });
  const chat = edges.find(({ callee }) => callee === "model:chat");
  expect(chat?.frames.reduce((sum, { calls }) => sum + calls, 0)).toBe(23);
  expect(chat?.frames.at(-1)).toMatchObject({ at: 59, calls: 2, failed: 1, denied: 1, answered: 1 });
  expect(chat?.frames.some(({ at }) => at === 40)).toBe(false);
});

test("a range that ends before it begins is refused", async () => {
  await expect(graph({ from: range.to, to: range.from })).rejects.toMatchObject({ code: "invalid_request" });
});

describe("what has been counted before", () => {
  const inputs: Partial<MeshGraphInput>[] = [
    {},
    { tools: ["crm"] },
    { frames: 12 },
    { frames: 60 },
    { from: new Date(fromMs + 7 * MINUTE_MS + 13).toISOString() },
    { from: new Date(fromMs - 3 * 60 * MINUTE_MS).toISOString() },
  ];
  const read = async () =>
    Promise.all(
      inputs.map(async (input) => {
        const { edges } = await graph(input);
        return edges.map((edge) => JSON.stringify(edge)).sort();
      }),
    );

  test("adds up to the same as the calls, and calls that can still change are not counted", async () => {
    const { db, sql } = database();
    const before = await read();
    // A process holds a call open since the middle of the range: nothing from there on is settled.
    const openMs = fromMs + 32 * MINUTE_MS;
    await sql`
      insert into replicas (id, role, host, pid, open_since)
      values (gen_random_uuid(), 'all', 'h', 1, ${new Date(openMs)})`;
    while (await rollUpCalls(db, toMs + 10 * MINUTE_MS));
    expect(await rolledUntilMs(db)).toBeLessThanOrEqual(openMs - 2 * MINUTE_MS);
    expect(await rolledUntilMs(db)).toBeGreaterThan(fromMs);
    expect(await read()).toEqual(before);
    await sql`update replicas set stopped_at = now()`;
    while (await rollUpCalls(db, toMs + 10 * MINUTE_MS));
    expect(await rolledUntilMs(db)).toBeGreaterThanOrEqual(toMs);
    expect(await read()).toEqual(before);
    const [row] = await sql`select count(*)::int as count from call_rollups where span_minutes = 60`;
    expect(row?.count).toBeGreaterThan(0);
  });
});
