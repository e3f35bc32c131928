import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { principalOfUser } from "@/lib/identity/user";
import { changeAssetState } from "./change-asset-state";
import { listAssetFigures } from "./list-asset-figures";
import { listAssets } from "./list-assets";
import { type ListAssetsOutput, listAssetsInput } from "./list-assets.schema";
import { starAsset } from "./star-asset";

const mesh = testMesh(() => new Hono());
const ADA = { id: newId(), role: "admin" as const, domains: [] };
const STEWARD = { id: newId(), role: "steward" as const, domains: ["ops"] };

function as(user: typeof ADA | typeof STEWARD): OperationContext {
  const { database, services } = mesh().mesh;
  return { principal: principalOfUser(user), database, services };
}

async function list(input: Record<string, unknown>, user: typeof ADA | typeof STEWARD = ADA) {
  return call(listAssets, listAssetsInput.parse(input), { context: as(user) });
}

const names = (found: ListAssetsOutput) => found.items.map((item) => item.name);
const countOf = (facet: { value: string; count: number }[], value: string) =>
  facet.find((one) => one.value === value)?.count ?? 0;

async function addCall(kind: string, name: string, status: string, msAgo: number, durationUs = 1000) {
  const at = Date.now() - msAgo;
  await mesh().mesh.database.sql`
    insert into calls (id, started_at, replica_id, trace_id, span_id, protocol, method, action, caller_kind, caller_id, subject_id, chain,
      callee_kind, callee_name, hop, decision, policy_version, inputs, status, request_bytes, duration_us)
    values (${newId(at)}, ${new Date(at)}, ${newId()}, 't', 's', 'openai', 'm', 'useModel', 'agent', 'a', 'a', '{}',
      ${kind}, ${name}, 1, 'allow', 'v', '{}', ${status}, 1, ${durationUs})`;
}

beforeAll(async () => {
  const { sql } = mesh().mesh.database;
  await sql`insert into domains (name, title, contact) values ('ops', 'Night Operations', 'night@example.com')`;
  for (const user of [ADA, STEWARD]) {
    await sql`insert into users (id, email, name, role, domains) values (${user.id}, ${`${user.id}@example.com`}, 'P', ${user.role}, ${user.domains})`;
  }
  const auth = { type: "none" as const };
  for (const name of ["answering", "failing", "quiet", "stopped"]) {
    await mesh().register("model", name, {
      api: name === "quiet" ? "anthropic" : "openai",
      url: "http://127.0.0.1:9",
      upstreamModel: "upstream-name",
      capabilities: ["chat"],
      auth,
    });
  }
  await mesh().register(
    "agent",
    "planner",
    {
      card: {},
      cardUrl: "http://127.0.0.1:9/card.json",
      interfaces: [{ url: "http://127.0.0.1:9/", binding: "JSONRPC", version: "1.0" }],
      skills: [{ id: "rota", name: "Plan a ROTA", description: "Shifts 100% covered", tags: ["staffing"] }],
      streaming: false,
      pushNotifications: false,
      auth,
    },
    { domain: "ops", tags: ["beta"] },
  );
  await mesh().allowAll();
  await call(
    changeAssetState,
    { kind: "model", name: "stopped", reason: "leaks", suspended: true },
    { context: as(ADA) },
  );
  for (const status of ["completed", "completed", "denied", "denied", "denied"])
    await addCall("model", "answering", status, 60_000, 5000);
  for (const msAgo of [50_000, 40_000, 30_000]) await addCall("model", "failing", "failed", msAgo);
  // A name says nothing about the kind.
  await addCall("agent", "quiet", "failed", 1000);
});

test.each([
  ["rota", ["planner"]],
  ["PLAN shifts", ["planner"]],
  ["staffing", ["planner"]],
  ["beta ops", ["planner"]],
  ["night", ["planner"]],
  ["100%", ["planner"]],
  ["upstream-name", ["answering", "failing", "quiet", "stopped"]],
  ["upstream_name", []],
  ["rota nothing", []],
])("%j finds %j by name, skill, tag or domain", async (q, found) => {
  expect(names(await list({ q }))).toEqual(found);
});

test("health comes from suspension and the calls of the last hour that reached the asset", async () => {
  const { items, facets } = await list({ kind: "model" });
  const health = Object.fromEntries(items.map((item) => [item.name, item.health?.state]));
  expect(health).toEqual({ answering: "healthy", failing: "failing", quiet: "idle", stopped: "suspended" });
  expect(countOf(facets.health, "failing")).toBe(1);
  expect(names(await list({ health: ["failing", "suspended"] }))).toEqual(["failing", "stopped"]);
});

test("each facet counts under the filters of the others", async () => {
  const { facets, total } = await list({ kind: "model", protocol: "anthropic" });
  expect(total).toBe(1);
  expect(countOf(facets.protocol, "openai")).toBe(3);
  expect([countOf(facets.kind, "model"), countOf(facets.kind, "agent")]).toEqual([1, 0]);
  expect(countOf(facets.health, "idle")).toBe(1);
});

test.each([undefined, "name", "-name", "changed", "-changed"])(
  "pages in the order %s show every asset once",
  async (sort) => {
    const whole = names(await list({ sort }));
    const paged: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await list({ sort, limit: 2, ...(after ? { after } : {}) });
      paged.push(...names(page));
      after = page.next;
    }
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(6);
  },
);

test("a star is its owner's alone", async () => {
  const star = { kind: "model", name: "quiet", starred: true };
  await call(starAsset, star, { context: as(ADA) });
  await call(starAsset, star, { context: as(ADA) });
  expect(names(await list({ scope: "starred" }))).toEqual(["quiet"]);
  expect((await list({ q: "quiet" })).items[0]?.starred).toBe(true);
  expect(names(await list({ scope: "starred" }, STEWARD))).toEqual([]);
  await call(starAsset, { ...star, starred: false }, { context: as(ADA) });
  expect(names(await list({ scope: "starred" }))).toEqual([]);
  await expect(call(starAsset, { ...star, name: "gone" }, { context: as(ADA) })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a steward owns what belongs to the own domains", async () => {
  expect(names(await list({ scope: "owned" }, STEWARD))).toEqual(["planner"]);
  expect(names(await list({ scope: "owned" }))).toEqual([]);
});

test("figures are of the calls that reached the asset, and of its own kind", async () => {
  const { sql } = mesh().mesh.database;
  for (const cost of ["0.000000000001", "1.5"])
    await sql`insert into ledger (call_id, at, caller_id, callee_name, usage, price, cost, currency)
      values (${newId()}, now(), 'agent:planner', 'answering', '{}', '{}', ${cost}, 'USD')`;
  const asset = ["model/answering", "model/failing", "model/quiet", "agent/planner"];
  const { items } = await call(listAssetFigures, { asset }, { context: as(ADA) });
  const by = Object.fromEntries(items.map((item) => [item.asset, item]));
  expect(by["model/answering"]).toMatchObject({ calls: 2, failed: 0, p95Us: 5000 });
  expect(by["model/answering"]?.costs).toMatchObject([{ currency: "USD", total: "1.500000000001" }]);
  expect(by["agent/planner"]?.costs).toEqual(by["model/answering"]?.costs);
  expect(by["model/failing"]).toMatchObject({ calls: 3, failed: 3, p95Us: null, costs: [] });
  expect(by["model/quiet"]).toMatchObject({ calls: 0, lastAt: null });
});
