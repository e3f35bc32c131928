import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { calleeAudience } from "./audiences";
import { type BadgeInput, mintBadge, mintHopBadge } from "./mint-badge";
import { PUBLIC_URL, testReplica } from "./testing/identity-services";

const database = testDatabase();
const replica = testReplica(database);

const mint = () => ({ ring: replica().ring, issuer: PUBLIC_URL });
const ofAgent: BadgeInput = {
  audience: PUBLIC_URL,
  chain: [{ kind: "agent", id: "tracker" }],
  clientId: "tracker-client",
  roles: ["agent"],
  scopes: ["mesh"],
};

test("a badge says who calls, for whom, with which client, task and grants", async () => {
  const { token, id, issuedAtMs } = mintBadge(mint(), {
    ...ofAgent,
    chain: [
      { kind: "user", id: "0198c2f0-0000-7000-8000-000000000001" },
      { kind: "agent", id: "planner" },
      { kind: "agent", id: "tracker" },
    ],
    clients: ["planner-client", "tracker-client"],
    roles: ["viewer"],
    domains: ["sales"],
    taskId: "task-7",
    grants: [{ type: "mesh_tool", server: "crm", tool: "find", arguments: { id: { equals: "7" } } }],
    ancestors: ["0198c2f0-0000-7000-8000-000000000002"],
  });
  const principal = await replica().verifier.verify(token);
  expect(principal).toEqual({
    caller: { kind: "agent", id: "tracker" },
    subject: { kind: "user", id: "0198c2f0-0000-7000-8000-000000000001" },
    chain: [
      { kind: "user", id: "0198c2f0-0000-7000-8000-000000000001" },
      { kind: "agent", id: "planner" },
      { kind: "agent", id: "tracker" },
    ],
    clientId: "tracker-client",
    roles: ["viewer"],
    domains: ["sales"],
    badge: {
      id,
      ancestors: ["0198c2f0-0000-7000-8000-000000000002"],
      issuedAtMs,
      expiresAtMs: Math.floor((issuedAtMs + 300_000) / 1000) * 1000,
      clients: ["planner-client", "tracker-client"],
    },
    scopes: ["mesh"],
    taskId: "task-7",
    grants: [{ type: "mesh_tool", server: "crm", tool: "find", arguments: { id: { equals: "7" } } }],
  });
});

test("a badge is answered from memory only once it has been verified", async () => {
  const { token } = mintBadge(mint(), ofAgent);
  expect(replica().verifier.cached(token)).toBeUndefined();
  const principal = await replica().verifier.verify(token);
  expect(replica().verifier.cached(token)).toBe(principal);
});

test("a hop badge is for its callee alone, a descendant of the caller's badge, and never outlives it", async () => {
  const nowMs = Date.now();
  const parent = mintBadge(mint(), { ...ofAgent, scopes: ["mesh", "admin"], lifetimeMs: 20_000 }, nowMs);
  const caller = await replica().verifier.verify(parent.token);
  const crm = calleeAudience(PUBLIC_URL, "agent", "crm");
  const hop = mintHopBadge(mint(), caller, crm, nowMs);

  await expect(replica().verifier.verify(hop)).rejects.toMatchObject({ code: "invalid_token" });
  await expect(
    replica().verifier.verify(hop, calleeAudience(PUBLIC_URL, "agent", "other")),
  ).rejects.toMatchObject({ code: "invalid_token" });
  const seen = await replica().verifier.verify(hop, crm);
  expect(() => replica().verifier.cached(hop)).toThrow(expect.objectContaining({ code: "invalid_token" }));
  expect(seen.chain).toEqual(caller.chain);
  expect(seen.badge?.ancestors).toEqual([parent.id]);
  expect(seen.badge?.expiresAtMs).toBe(parent.expiresAtMs);
  expect(seen.scopes).toEqual(["mesh"]);
});

test("a hop badge lives 60 seconds at most", async () => {
  const parent = mintBadge(mint(), ofAgent);
  const caller = await replica().verifier.verify(parent.token);
  const audience = calleeAudience(PUBLIC_URL, "mcp-server", "crm-tools");
  const seen = await replica().verifier.verify(mintHopBadge(mint(), caller, audience), audience);
  expect((seen.badge?.expiresAtMs ?? 0) - Date.now()).toBeLessThanOrEqual(60_000);
});
