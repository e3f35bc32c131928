import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { createRecorder, type Recorder } from "@/lib/audit/recorder";
import { isMeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { grantCovers } from "@/lib/policy/narrow-grants";
import { calleeAudience } from "./audiences";
import { MESH_AUTHOR } from "./author";
import type { Client } from "./client";
import { createClient } from "./create-client";
import { deriveExchange } from "./derive-exchange";
import { exchangeBadge } from "./exchange-badge";
import { type BadgeRequest, issueClientBadge } from "./issue-badge";
import { mintBadge, mintHopBadge } from "./mint-badge";
import { actorRef, type Principal, type ToolGrant } from "./principal";
import { PERMISSIONS, ROLES, roleAllows } from "./roles";
import { PUBLIC_URL, testReplica } from "./testing/identity-services";

const database = testDatabase();
const replica = testReplica(database);
const mint = () => ({ ring: replica().ring, issuer: PUBLIC_URL });
let recorder: Recorder;
const deps = () => ({ mint: mint(), verifier: replica().verifier });
const ALL: BadgeRequest = { scopes: undefined, grants: undefined, taskId: undefined };
const find: ToolGrant = {
  type: "mesh_tool",
  server: "crm",
  tool: "find",
  arguments: { id: { equals: "7" } },
};

const agents: Client[] = [];
let admin: Client;
const agent = (at: number): Client => agents[at] as Client;
const newAgent = async (agentName: string, mayActFor: string[] = []) =>
  (await createClient(database().db, { kind: "agent", title: agentName, agentName, mayActFor }, MESH_AUTHOR))
    .client;
const issue = (client: Client, request = ALL) => issueClientBadge(recorder, mint(), client, request);
const exchange = (client: Client, token: string, request = ALL) =>
  exchangeBadge(recorder, deps(), client, token, request);

beforeAll(async () => {
  recorder = createRecorder(database().url);
  for (const name of ["a", "b", "c", "d", "e", "f"]) agents.push(await newAgent(name));
  const operator = { kind: "operator" as const, title: "admin", roles: ["admin" as const] };
  admin = (await createClient(database().db, operator, MESH_AUTHOR)).client;
});

afterAll(() => recorder.close());

describe("a chain of delegation", () => {
  test("names everybody from the subject to the caller, at most five", async () => {
    let badge = await issue(agent(0));
    for (let at = 1; at < 5; at++) badge = await exchange(agent(at), badge.token);
    const principal = await replica().verifier.verify(badge.token);
    expect(principal.chain.map(actorRef)).toEqual(["agent:a", "agent:b", "agent:c", "agent:d", "agent:e"]);
    expect(principal.subject).toEqual({ kind: "agent", id: "a" });
    expect(principal.badge?.clients).toEqual(agents.slice(0, 5).map((client) => client.clientId));
    expect(principal.badge?.ancestors).toHaveLength(4);
    await expect(exchange(agent(5), badge.token)).rejects.toMatchObject({ code: "permission_denied" });
  });

  test("goes on from the hop badge that an agent received, but only for that agent", async () => {
    const caller = await replica().verifier.verify((await issue(agent(0))).token);
    const hop = mintHopBadge(mint(), caller, calleeAudience(PUBLIC_URL, "agent", "b"));
    const badge = await exchange(agent(1), hop);
    const principal = await replica().verifier.verify(badge.token);
    expect(principal.chain.map(actorRef)).toEqual(["agent:a", "agent:b"]);
    expect(badge.expiresAtMs).toBeLessThanOrEqual(Date.now() + 60_000);
    await expect(exchange(agent(2), hop)).rejects.toMatchObject({ code: "invalid_token" });
    await expect(exchange(admin, hop)).rejects.toMatchObject({ code: "invalid_token" });
  });

  test("does not grow when a client narrows its own badge", async () => {
    const badge = await issue(agent(0));
    const narrow = await exchange(agent(0), badge.token, { scopes: ["mesh"], grants: [find], taskId: "t1" });
    const principal = await replica().verifier.verify(narrow.token);
    expect(principal.chain.map(actorRef)).toEqual(["agent:a"]);
    expect(principal).toMatchObject({ taskId: "t1", grants: [find] });
  });

  test("is open only to clients that may act for the holder", async () => {
    const picky = await newAgent("picky", [agent(0).clientId]);
    await exchange(picky, (await issue(agent(0))).token);
    await expect(exchange(picky, (await issue(agent(1))).token)).rejects.toMatchObject({
      code: "permission_denied",
    });
  });

  test("ends when a badge has been exchanged too often", async () => {
    let badge = await issue(agent(0));
    let exchanges = 0;
    const again = async () => {
      for (; exchanges < 100; exchanges++) badge = await exchange(agent(0), badge.token);
    };
    await expect(again()).rejects.toMatchObject({ code: "permission_denied" });
    expect(exchanges).toBe(32);
  });
});

describe("an exchanged badge has no more than the one before", () => {
  test("of an admin's rights an agent gets its own only", async () => {
    const badge = await exchange(agent(0), (await issue(admin)).token);
    const principal = await replica().verifier.verify(badge.token);
    expect(principal).toMatchObject({ roles: ["agent"], scopes: ["mesh"] });
    const back = await replica().verifier.verify((await exchange(admin, badge.token)).token);
    expect(back).toMatchObject({ roles: ["agent"], scopes: ["mesh"] });
    await expect(exchange(admin, badge.token, { ...ALL, scopes: ["mesh", "admin"] })).rejects.toMatchObject({
      code: "insufficient_scope",
    });
  });

  test("grants only narrow, and a task stays the same", async () => {
    const badge = await issue(agent(0), { scopes: undefined, grants: [find], taskId: "t1" });
    const kept = await replica().verifier.verify((await exchange(agent(1), badge.token)).token);
    expect(kept).toMatchObject({ grants: [find], taskId: "t1" });
    const wider: ToolGrant = { type: "mesh_tool", server: "crm", tool: "find" };
    for (const grants of [[wider], [{ ...find, tool: "delete" }], [find, wider]]) {
      await expect(exchange(agent(1), badge.token, { ...ALL, grants })).rejects.toMatchObject({
        code: "grant_exceeded",
      });
    }
    await expect(exchange(agent(1), badge.token, { ...ALL, taskId: "t2" })).rejects.toMatchObject({
      code: "permission_denied",
    });
  });

  test("it never outlives the one before", async () => {
    const parent = mintBadge(mint(), {
      audience: PUBLIC_URL,
      chain: [{ kind: "agent", id: "a" }],
      clientId: agent(0).clientId,
      roles: ["agent"],
      scopes: ["mesh"],
      lifetimeMs: 20_000,
    });
    expect((await exchange(agent(1), parent.token)).expiresAtMs).toBe(parent.expiresAtMs);
  });
});

const constraint = fc.oneof(
  fc.record({ equals: fc.constantFrom("x", "xy", 1, 2) }),
  fc.record({ oneOf: fc.subarray(["x", "xy", 1, 2], { minLength: 1 }) }),
  fc.record({ prefix: fc.constantFrom("", "x", "xy") }),
  fc.record({ min: fc.integer({ min: 0, max: 3 }), max: fc.integer({ min: 0, max: 3 }) }),
);
const grant: fc.Arbitrary<ToolGrant> = fc.record(
  {
    type: fc.constant("mesh_tool" as const),
    server: fc.constantFrom("crm", "mail"),
    tool: fc.constantFrom("find", "send"),
    arguments: fc.dictionary(fc.constantFrom("id", "to"), constraint, { maxKeys: 2 }),
  },
  { requiredKeys: ["type", "server", "tool"] },
);
const request: fc.Arbitrary<BadgeRequest> = fc.record({
  scopes: fc.option(fc.subarray(["mesh", "admin"]), { nil: undefined, freq: 1 }),
  grants: fc.option(fc.array(grant, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 1 }),
  taskId: fc.option(fc.constantFrom("t1", "t2"), { nil: undefined, freq: 1 }),
});
const anyClient: fc.Arbitrary<Client> = fc
  .record({
    name: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    roles: fc.option(fc.subarray([...ROLES], { minLength: 1 }), { nil: undefined }),
    domain: fc.constantFrom("sales", "finance", undefined),
  })
  .map(({ name, roles, domain }) => ({
    clientId: roles ? `op-${name}` : name,
    kind: roles ? "operator" : "agent",
    title: name,
    domain,
    agentName: roles ? undefined : name,
    roles: roles ?? ["agent"],
    authentication: [],
    mayActFor: [],
    redirectUris: [],
    disabledAt: undefined,
    lastUsedAt: undefined,
    createdBy: "test",
    createdAt: new Date(0),
  }));

const within = (small: readonly unknown[], large: readonly unknown[]) =>
  small.every((one) => large.includes(one));

/** What the mesh will read from a badge made of this input. */
function principalOf(input: ReturnType<typeof deriveExchange>): Principal {
  return {
    caller: input.chain[input.chain.length - 1] as Principal["caller"],
    subject: input.chain[0] as Principal["subject"],
    chain: input.chain,
    clientId: input.clientId,
    roles: input.roles,
    domains: input.domains ?? [],
    badge: {
      id: newId(),
      ancestors: input.ancestors ?? [],
      issuedAtMs: 0,
      expiresAtMs: input.notAfterMs ?? 300_000,
      ...(input.clients ? { clients: input.clients } : {}),
    },
    scopes: input.scopes,
    taskId: input.taskId,
    grants: input.grants,
  };
}

/** In which respects a badge has more than the one it came from, or than the client that asked. Plain checks: tens of thousands of assertions would take most of a minute. */
function whatGrew(parent: Principal, client: Client, child: Principal): string[] {
  const mayMore = (roles: Principal["roles"]) =>
    PERMISSIONS.some((permission) => roleAllows(child.roles, permission) && !roleAllows(roles, permission));
  const covered = (narrow: ToolGrant) => parent.grants?.some((wide) => grantCovers(wide, narrow)) ?? true;
  const checks: Record<string, boolean> = {
    roles: mayMore(parent.roles) || mayMore(client.roles),
    scopes: !within(child.scopes, parent.scopes),
    domains: !within(child.domains, parent.domains),
    life: child.badge?.expiresAtMs !== parent.badge?.expiresAtMs,
    subject: child.subject !== parent.subject,
    chain: child.chain.length > 5 || !parent.chain.every((actor, at) => child.chain[at] === actor),
    ancestors: child.badge?.ancestors.at(-1) !== parent.badge?.id,
    task: parent.taskId !== undefined && child.taskId !== parent.taskId,
    grants: parent.grants !== undefined && !(child.grants?.every(covered) ?? false),
  };
  return Object.keys(checks).filter((name) => checks[name]);
}

test("over every chain of exchanges rights never grow", () => {
  let exchanged = 0;
  const first = fc.record({
    roles: fc.subarray([...ROLES]),
    domains: fc.subarray(["sales", "finance"]),
    scopes: fc.subarray(["mesh", "admin"]),
    grants: fc.option(fc.array(grant, { minLength: 1, maxLength: 4 }), { nil: undefined }),
    taskId: fc.option(fc.constantFrom("t1", "t2"), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      first,
      fc.array(fc.tuple(anyClient, request), { minLength: 1, maxLength: 6 }),
      (start, steps) => {
        const user = { kind: "user" as const, id: "u" };
        let parent: Principal = {
          ...start,
          caller: user,
          subject: user,
          chain: [user],
          clientId: undefined,
          badge: { id: newId(), ancestors: [], issuedAtMs: 0, expiresAtMs: 100_000 },
        };
        for (const [client, asked] of steps) {
          let child: Principal;
          try {
            child = principalOf(deriveExchange(PUBLIC_URL, client, parent, asked));
          } catch (err) {
            if (!isMeshError(err)) throw err;
            continue;
          }
          exchanged++;
          const grown = whatGrew(parent, client, child);
          if (grown.length > 0) throw new Error(`grew: ${grown.join(", ")}`);
          parent = child;
        }
      },
    ),
    { numRuns: 10_000 },
  );
  expect(exchanged).toBeGreaterThan(10_000);
}, 120_000);
