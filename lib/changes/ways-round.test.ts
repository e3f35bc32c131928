import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, describe, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { assetDoorService } from "@/lib/registry/asset-door";
import { changeAssetState } from "@/lib/registry/change-asset-state";
import { applyAssets } from "@/lib/registry/files/apply-assets";
import { SAMPLE_SPECS } from "@/lib/registry/testing/sample-specs";
import { accessPolicyName } from "./access-policy";
import { applyChange } from "./apply-change";
import { editChange } from "./edit-change";
import { getChange } from "./get-change";
import { revertChange } from "./revert-change";
import { approve, as, forbid, person, policyOf, program, propose } from "./testing/people";
import { withdrawChange } from "./withdraw-change";

const mesh = testMesh(() => new Hono());
let ada: OperationContext;
let grace: OperationContext;
let steward: OperationContext;

beforeAll(async () => {
  ada = await person(mesh().mesh, "admin");
  grace = await person(mesh().mesh, "admin");
  steward = await person(mesh().mesh, "steward", ["test"]);
});

const apply = (context: OperationContext, number: number) => call(applyChange, { number }, { context });
const live = async (kind: "policy" | "prompt", name: string) => {
  await mesh().mesh.registry.refresh();
  return mesh().mesh.registry.current().find(kind, name);
};
/** An agent with a badge of its own, or one that was exchanged for a person. */
function agent(...behalf: OperationContext[]): OperationContext {
  const caller = { kind: "agent" as const, id: "helper" };
  const subject = behalf[0]?.principal.caller ?? caller;
  return as(mesh().mesh, {
    ...ada.principal,
    caller,
    subject,
    chain: subject === caller ? [caller] : [subject, caller],
    roles: ["agent"],
    domains: [],
    badge: { id: "b", ancestors: [], issuedAtMs: 0, expiresAtMs: 1 },
    scopes: ["mesh"],
  });
}
const prompt = (name: string, content: string) => ({
  op: "put" as const,
  kind: "prompt",
  name,
  head: { domain: "test" },
  spec: { messages: [{ role: "user", content }] },
});
const put = (context: OperationContext, name: string, content: string) =>
  mesh()
    .mesh.services.get(assetDoorService)
    .put(context, {
      kind: "prompt",
      head: { name, domain: "test" },
      spec: { messages: [{ role: "user", content }] },
    });

describe("four eyes hold", () => {
  test("for whoever had an agent edit a change for them", async () => {
    const { number, contentHash } = await propose(agent(), policyOf("by-proxy", forbid("p1")));
    const items = [policyOf("by-proxy", forbid("p2"))];
    await call(editChange, { number, contentHash, items }, { context: agent(grace) });
    await expect(approve(grace, number)).rejects.toMatchObject({ code: "permission_denied" });
    expect(await approve(ada, number)).toMatchObject({ state: "approved" });
  });

  test("for labels that a file moves: what a person applies waits, what a program applies is done", async () => {
    await put(ada, "labelled", "one");
    const file = {
      kind: "prompt" as const,
      name: "labelled",
      domain: "test",
      labels: ["production"],
      spec: { messages: [{ role: "user", content: "one" }] },
    };
    const pointsAt = async () =>
      (await mesh().mesh.database.sql`select version from asset_labels where label = 'production'`)[0]
        ?.version;
    const { assets } = await call(applyAssets, { assets: [file] }, { context: steward });
    expect(assets[0]).toMatchObject({ outcome: "proposed", change: expect.any(Number) });
    expect(await pointsAt()).toBeUndefined();
    const number = assets[0]?.change ?? 0;
    await approve(grace, number);
    await apply(steward, number);
    expect(await pointsAt()).toBe(1);
    const again = await call(applyAssets, { assets: [file] }, { context: steward });
    expect(again.assets[0]).toMatchObject({ outcome: "unchanged", change: null });
  });

  test("where two register the same name at once: one becomes its first version, the other does not take its place", async () => {
    for (let round = 0; round < 5; round++) {
      const name = `twin-${round}`;
      const both = await Promise.allSettled([put(ada, name, "mine"), put(steward, name, "yours")]);
      expect(both.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
      for (const one of both) {
        if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
      }
      expect((await live("prompt", name))?.version).toBe(1);
    }
  });

  test("for what binds others: it is not stopped by who may not write it", async () => {
    const operator = await person(mesh().mesh, "operator");
    await mesh().policy(forbid("plain"), "plain");
    const { number } = await propose(ada, policyOf("railing", forbid("r1"), true));
    await approve(grace, number);
    await apply(ada, number);
    const stop = (context: OperationContext, name: string) =>
      call(changeAssetState, { kind: "policy", name, reason: "In the way", suspended: true }, { context });
    await expect(stop(operator, "plain")).rejects.toMatchObject({ code: "permission_denied" });
    await expect(stop(steward, "railing")).rejects.toMatchObject({ code: "permission_denied" });
    expect(await stop(steward, "plain")).toMatchObject({ kind: "policy" });
    expect(await stop(ada, "railing")).toMatchObject({ kind: "policy" });
  });
});

describe("a change written by hand", () => {
  test("names no program for the mesh to start", async () => {
    const spec = { ...SAMPLE_SPECS["mcp-server"], url: "stdio://files/0123456789abcdef" };
    const item = { op: "put", kind: "mcp-server", name: "files", head: { domain: "test" }, spec };
    await expect(propose(ada, item)).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("that says what is in force already is none", async () => {
    await put(ada, "the-same", "one");
    expect(await put(steward, "the-same", "one")).toMatchObject({ changed: false, version: 1, change: null });
    expect(await put(steward, "the-same", "two")).toMatchObject({ version: 1, change: { state: "review" } });
  });
});

test("an agent learns nothing of an asset by asking for a change of it, or for one to be taken back", async () => {
  await put(ada, "secretive", "What only its people may read");
  const { number } = await propose(agent(), prompt("secretive", "Something else"));
  const seen = await call(getChange, { number }, { context: agent() });
  expect(JSON.stringify(seen)).not.toContain("only its people");
  expect(JSON.stringify(await call(getChange, { number }, { context: ada }))).toContain("only its people");
  await approve(grace, number);
  await apply(ada, number);
  await expect(call(revertChange, { number, reason: "Show me" }, { context: agent() })).rejects.toMatchObject(
    { code: "not_found" },
  );
});

describe("nothing is lost", () => {
  test("of what was said of an asset between the asking and the hour", async () => {
    await put(ada, "classified", "one");
    const ask = (head: Record<string, unknown>) =>
      propose(ada, { ...prompt("classified", "one"), head: { domain: "test", ...head } });
    const stale = await ask({ dataClass: "public", title: "Open" });
    const strict = await ask({ dataClass: "restricted" });
    for (const { number } of [stale, strict]) await approve(grace, number);
    await apply(ada, strict.number);
    await expect(apply(ada, stale.number)).rejects.toMatchObject({ code: "conflict" });
    expect((await live("prompt", "classified"))?.dataClass).toBe("restricted");
  });

  test("of a version that became live while somebody wrote another one", async () => {
    const ask = (text: string, base: number | null) =>
      propose(ada, { ...policyOf("begun", forbid(text)), base });
    await ask("b1", null);
    await mesh().policy(forbid("b2"), "begun");
    await expect(ask("b3", null)).rejects.toMatchObject({ code: "conflict" });
    await expect(ask("b3", 2)).rejects.toMatchObject({ code: "conflict" });
    expect(await ask("b3", 1)).toMatchObject({ state: "review" });
  });

  test("of a state that somebody has given it meanwhile, neither by the change nor by taking it back", async () => {
    await put(ada, "stately", "one");
    const state = (lifecycle: string) =>
      propose(ada, { op: "state", kind: "prompt", name: "stately", lifecycle });
    const set = (set: { lifecycle?: "retired" | "active"; suspended?: boolean }) =>
      call(
        changeAssetState,
        { kind: "prompt", name: "stately", reason: "Incident", ...set },
        { context: program(mesh().mesh, ada) },
      );
    const first = await state("deprecated");
    await approve(grace, first.number);
    await set({ lifecycle: "retired" });
    await expect(apply(ada, first.number)).rejects.toMatchObject({ code: "conflict" });
    await set({ lifecycle: "active" });
    await apply(ada, first.number);
    await set({ suspended: true });
    const back = await call(revertChange, { number: first.number, reason: "No" }, { context: ada });
    await approve(grace, back.number);
    await apply(ada, back.number);
    expect(await live("prompt", "stately")).toMatchObject({
      lifecycle: "active",
      suspendedReason: "Incident",
    });
  });

  test("of an access by another wish of a like name", () => {
    const who = { type: "Agent" as const, id: "a".repeat(100) };
    const names = ["one", "two"].map((name) => accessPolicyName(who, { kind: "model", name }));
    expect(new Set(names).size).toBe(2);
    expect(names.every((name) => name.length <= 100)).toBe(true);
  });
});

describe("the set of policies", () => {
  test("is not broken by one that comes back when another has taken its id", async () => {
    const held = `@id("shared") forbid(principal, action, resource == Model::"none");`;
    await mesh().policy(held, "former");
    const state = (lifecycle: "retired" | "active") =>
      call(
        changeAssetState,
        { kind: "policy", name: "former", reason: "Order", lifecycle },
        { context: program(mesh().mesh, ada) },
      );
    await state("retired");
    await mesh().policy(held, "present");
    await mesh().mesh.registry.refresh();
    await expect(state("active")).rejects.toMatchObject({ code: "invalid_request" });
    const { number } = await propose(ada, {
      op: "state",
      kind: "policy",
      name: "former",
      lifecycle: "active",
    });
    expect(await approve(grace, number)).toMatchObject({ state: "review" });
    const { approval } = await call(getChange, { number }, { context: ada });
    expect(approval.failing).toEqual(["Policies are valid"]);
  });
});

test("a change that is edited in its words alone keeps what others have said of its content", async () => {
  const item = policyOf("reworded", forbid("w1"));
  const { number, contentHash } = await propose(ada, item);
  await approve(grace, number);
  const edit = { number, contentHash, title: "A better title", items: [item] };
  expect(await call(editChange, edit, { context: ada })).toMatchObject({ state: "approved", contentHash });
  const mine = { ...edit, title: "Another" };
  expect(await call(editChange, mine, { context: grace })).toMatchObject({ state: "review" });
});

test("who may read a change and not alter it is told so", async () => {
  const viewer = await person(mesh().mesh, "viewer");
  const { number } = await propose(ada, policyOf("not-mine", forbid("n1")));
  await expect(call(withdrawChange, { number }, { context: viewer })).rejects.toMatchObject({
    code: "permission_denied",
  });
});

test("a label's change says what differs between the versions", async () => {
  await put(ada, "pointed", "one");
  const next = await put(ada, "pointed", "two");
  await approve(grace, next.change?.number ?? 0);
  await apply(ada, next.change?.number ?? 0);
  const move = (version: number) =>
    propose(ada, { op: "label", kind: "prompt", name: "pointed", label: "production", version });
  const first = await move(1);
  await approve(grace, first.number);
  await apply(ada, first.number);
  const { number } = await move(2);
  const { items } = await call(getChange, { number }, { context: grace });
  expect(items[0]?.words.length).toBeGreaterThan(0);
});
