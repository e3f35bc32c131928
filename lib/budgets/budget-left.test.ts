import { call } from "@orpc/server";
import { expect, test } from "vitest";
import { getInbox } from "@/lib/audit/inbox/get-inbox";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { createUser } from "@/lib/identity/create-user";
import { principalOfUser } from "@/lib/identity/user";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import type { Standings } from "./standing.schema";
import { expectedOf } from "./standings";
import { tellShares } from "./tell-shares";

const mesh = testMesh(gatewayApp);
const budget = (name: string, scope: object, more: object = {}) =>
  mesh().register("budget", name, {
    scope,
    amount: "10",
    currency: "USD",
    period: "month",
    mode: "hard",
    ...more,
  });
const spend = async (name: string, used: string) => {
  const asset = mesh().mesh.registry.current().find("budget", name);
  await mesh().mesh.database.sql`
    insert into meters (asset_id, meter, window_start, used, reserved)
    values (${asset?.id ?? ""}, 'budget month USD', date_trunc('month', now() at time zone 'utc') at time zone 'utc', ${used}, '0.5')
    on conflict (asset_id, meter, window_start) do update set used = excluded.used`;
};
const ask = async (query: string, roles: ("agent" | "viewer")[] = ["agent"]) => {
  const badge = mesh().badge({
    chain: [{ kind: roles[0] === "agent" ? "agent" : "service", id: "alice" }],
    roles,
    scopes: ["mesh", "admin"],
  });
  const response = await fetch(`${mesh().url}/api/v1/budgets/left${query}`, {
    headers: { authorization: `Bearer ${badge}` },
  });
  return { status: response.status, body: (await response.json()) as Standings };
};

test("a caller sees what it has left of all that can hold for it, and nothing of what is for others", async () => {
  await budget("everywhere", {});
  await budget("of-alice", { caller: "agent:alice" });
  await budget("of-bob", { caller: "agent:bob" });
  await mesh().register("model", "unseen", {
    api: "openai",
    url: "https://models.example.org/v1",
    upstreamModel: "m",
    capabilities: ["chat"],
    auth: { type: "badge" },
  });
  await budget("of-a-secret", { asset: "model/unseen" });
  await spend("of-alice", "3.25");
  const { body } = await ask("");
  expect(body.items.map(({ name }) => name)).toEqual(["of-alice", "everywhere"]);
  expect(body.items[0]).toMatchObject({
    used: "3.25",
    reserved: "0.5",
    left: "6.25",
    cap: "10",
    currency: "USD",
  });
  expect(body.items[0]?.resetsAt).toMatch(/-01T00:00:00\.000Z$/);
  expect((await ask("?caller=agent:bob")).status).toBe(403);
  const others = await ask("?caller=agent:bob", ["viewer"]);
  expect(others.body.items.map(({ name }) => name)).toEqual(["everywhere", "of-a-secret", "of-bob"]);
});

test("a share that is reached is told once on all replicas, and once more for another amount", async () => {
  const { database, registry } = mesh().mesh;
  await budget("told", { caller: "agent:x" }, { alertAt: [0.5, 0.8], mode: "soft" });
  await spend("told", "8");
  const tellTwice = () =>
    Promise.all([1, 2].map(() => tellShares(database.db, registry.current(), new Set())));
  await tellTwice();
  await tellTwice();
  const entries = () =>
    database.sql`select payload ->> 'text' as text from audit_entries where object = 'budget:told' and type like '%share_reached' order by id`;
  expect((await entries()).map(({ text }) => text).sort()).toEqual(["50 %", "80 %"]);
  await budget("told", { caller: "agent:x" }, { alertAt: [0.5, 0.8], mode: "soft", amount: "8" });
  await tellTwice();
  expect((await entries()).map(({ text }) => text).sort()).toEqual(["100 %", "50 %", "50 %", "80 %", "80 %"]);
  const reader = await createUser(
    database.db,
    { email: "reader@example.org", name: "Reader", role: "viewer" },
    MESH_AUTHOR,
  );
  const inbox = await call(getInbox, undefined, {
    context: { principal: principalOfUser(reader), database, services: mesh().mesh.services },
  });
  expect(inbox.items.filter(({ object }) => object === "budget:told")[0]).toMatchObject({ unread: true });
});

test("what is expected goes on as it did, and is not told from too little", () => {
  const hour = 3_600_000;
  expect(expectedOf("2.5", { fromMs: 0, nowMs: 6 * hour, toMs: 24 * hour })).toBe("10");
  expect(expectedOf("2.5", { fromMs: 0, nowMs: 30_000, toMs: hour })).toBeNull();
  expect(expectedOf("2.5", { fromMs: 0, nowMs: hour, toMs: 1000 * hour })).toBeNull();
});
