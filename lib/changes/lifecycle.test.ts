import { call } from "@orpc/server";
import { beforeAll, describe, expect, test } from "vitest";
import { echoMesh } from "@/lib/gateway/testing/echo-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { changeAssetState } from "@/lib/registry/change-asset-state";
import type { AssetKind } from "@/lib/registry/kinds";
import { readSpec } from "@/lib/registry/specs/read-spec";
import { SAMPLE_SPECS } from "@/lib/registry/testing/sample-specs";
import { applyChange } from "./apply-change";
import { getChange } from "./get-change";
import { getStateRules } from "./get-state-rules";
import { revertChange } from "./revert-change";
import { approve, forbid, person, program, propose } from "./testing/people";
import { withdrawChange } from "./withdraw-change";

const echo = echoMesh();
let ada: OperationContext;
let grace: OperationContext;
let operator: OperationContext;
let setUp: OperationContext;

beforeAll(async () => {
  const { mesh } = echo.test();
  ada = await person(mesh, "admin");
  grace = await person(mesh, "admin");
  operator = await person(mesh, "operator");
  setUp = program(mesh, ada);
  const reader = { ...readSpec("agent", SAMPLE_SPECS.agent), permitted: { models: ["open"] } };
  await echo.test().register("agent", "reader", reader);
});

interface State {
  lifecycle?: "active" | "deprecated" | "retired";
  suspended?: boolean;
}

const set = (context: OperationContext, name: string, state: State, kind: AssetKind = "model") =>
  call(changeAssetState, { kind, name, reason: "Not needed", ...state }, { context });
const look = (number: number) => call(getChange, { number }, { context: ada });
const put = async (name: string) => {
  await echo.test().register("model", name, readSpec("model", SAMPLE_SPECS.model));
};
async function stateOf(name: string, kind: AssetKind = "model") {
  await echo.test().mesh.registry.refresh();
  const { lifecycle, suspendedReason } = echo.test().mesh.registry.current().find(kind, name) ?? {};
  return { lifecycle, suspendedReason };
}
async function carryOut(number: number) {
  await approve(grace, number);
  await call(applyChange, { number }, { context: ada });
}
const entries = (name: string) => echo.test().mesh.database.sql`
  select actor, payload from audit_entries
  where type = 'io.signalbox.asset.state.changed' and object = ${`model:${name}`} order by id`;

describe("what a person asks of an asset's life", () => {
  test("waits for its review, shows what would miss it, holds when applied, and a revert brings back the state before", async () => {
    expect((await echo.call("open", "{}")).status).toBe(200);
    const { changed, entryId, change } = await set(ada, "open", { lifecycle: "retired" });
    expect({ changed, state: change?.state, already: change?.already }).toEqual({
      changed: false,
      state: "review",
      already: false,
    });
    expect(entryId).not.toBeNull();
    expect(await stateOf("open")).toMatchObject({ lifecycle: "active" });
    expect((await echo.call("open", "{}")).status).toBe(200);
    const number = change?.number ?? 0;
    const { title, reason, items } = await look(number);
    expect({ title, reason }).toEqual({ title: "Retire model open", reason: "Not needed" });
    expect(items[0]?.words[0]?.text).toMatch(/^Active becomes retired\. Calls to it are refused/);
    expect(items[0]?.usedBy?.callers).toMatchObject([{ kind: "agent", name: "alice" }]);
    expect(items[0]?.usedBy?.declared).toEqual([{ kind: "agent", name: "reader", path: "permitted.models" }]);
    await expect(approve(ada, number)).rejects.toMatchObject({ code: "permission_denied" });
    await carryOut(number);
    expect(await stateOf("open")).toMatchObject({ lifecycle: "retired" });
    expect((await echo.call("open", "{}")).status).toBe(404);
    const back = await call(revertChange, { number, reason: "It is needed" }, { context: ada });
    await carryOut(back.number);
    expect(await stateOf("open")).toMatchObject({ lifecycle: "active" });
    expect((await echo.call("open", "{}")).status).toBe(200);
    expect((await look(number)).state).toBe("reverted");
  });

  test("is suspended at once and resumed after a review; a revert suspends it for the reason before", async () => {
    await put("leaking");
    const halt = { kind: "model" as const, name: "leaking", reason: "It leaks", suspended: true };
    expect(await call(changeAssetState, halt, { context: operator })).toMatchObject({
      changed: true,
      change: null,
    });
    expect(await stateOf("leaking")).toMatchObject({ suspendedReason: "It leaks" });
    const { change } = await set(operator, "leaking", { suspended: false });
    expect(await stateOf("leaking")).toMatchObject({ suspendedReason: "It leaks" });
    const number = change?.number ?? 0;
    expect((await look(number)).items[0]?.words[0]?.text).toContain("It was suspended because: It leaks");
    await carryOut(number);
    expect(await stateOf("leaking")).toMatchObject({ suspendedReason: undefined });
    const back = await call(revertChange, { number, reason: "Too early" }, { context: ada });
    await carryOut(back.number);
    expect(await stateOf("leaking")).toMatchObject({ suspendedReason: "It leaks" });
  });

  test("is asked for once however often somebody asks, until that has ended", async () => {
    await put("twice");
    const first = await set(ada, "twice", { lifecycle: "deprecated" });
    const again = await set(operator, "twice", { lifecycle: "deprecated" });
    expect(again).toMatchObject({ changed: false, entryId: null });
    expect(again.change).toMatchObject({ number: first.change?.number, already: true });
    await call(withdrawChange, { number: first.change?.number ?? 0 }, { context: ada });
    const next = await set(operator, "twice", { lifecycle: "deprecated" });
    expect(next.change?.already).toBe(false);
    expect(next.change?.number).not.toBe(first.change?.number);
  });

  test("of a policy needs those who may write it: an operator's wish to lift it waits for a steward or an admin", async () => {
    await echo.test().policy(forbid("held"), "held");
    const { change } = await set(operator, "held", { lifecycle: "retired" }, "policy");
    const { approval } = await look(change?.number ?? 0);
    expect(approval.requirements).toMatchObject([{ from: "owners", approvals: 1 }]);
    expect(await stateOf("held", "policy")).toMatchObject({ lifecycle: "active" });
  });
});

describe("who may act directly does", () => {
  test("a program that manages the installation: at once, as a change that says why nobody looked", async () => {
    await put("managed");
    const { changed, entryId, change } = await set(setUp, "managed", { lifecycle: "retired" });
    expect({ changed, state: change?.state }).toEqual({ changed: true, state: "applied" });
    expect(await stateOf("managed")).toMatchObject({ lifecycle: "retired" });
    expect(await look(change?.number ?? 0)).toMatchObject({ state: "applied", exempt: "program" });
    const [entry] = await entries("managed");
    expect(entry?.payload).toMatchObject({ reason: "Not needed", change: change?.number });
    expect(entryId).not.toBeNull();
    expect(await set(setUp, "managed", { lifecycle: "retired" })).toMatchObject({
      changed: false,
      entryId: null,
      change: null,
    });
  });

  test("a person where the rules ask for no approval, but not of what binds others and is not theirs to write", async () => {
    const rule = { kinds: ["model", "budget"], domains: [], from: "reviewers" as const, approvals: 0 };
    await echo.test().register("review-rule", "free-models", rule);
    await put("ruled");
    expect(await set(operator, "ruled", { lifecycle: "deprecated" })).toMatchObject({ changed: true });
    expect(await stateOf("ruled")).toMatchObject({ lifecycle: "deprecated" });
    const budget = { ...SAMPLE_SPECS.budget, scope: { domain: "test" }, alertAt: [1] };
    await echo.test().register("budget", "month", budget);
    await expect(set(operator, "month", { lifecycle: "retired" }, "budget")).rejects.toMatchObject({
      code: "permission_denied",
    });
    await set(setUp, "free-models", { lifecycle: "retired" }, "review-rule");
    await echo.test().mesh.registry.refresh();
  });

  test("and everybody is told beforehand which it will be, and what is under way", async () => {
    await put("asked");
    const rules = (context: OperationContext) =>
      call(getStateRules, { kind: "model", name: "asked" }, { context });
    expect(await rules(setUp)).toMatchObject({ atOnce: true });
    expect(await rules(ada)).toMatchObject({
      atOnce: false,
      needs: [{ from: "reviewers", approvals: 1 }],
      open: [],
    });
    const { change } = await set(ada, "asked", { lifecycle: "retired" });
    await propose(ada, { op: "label", kind: "model", name: "asked", label: "production", version: 1 });
    expect((await rules(grace)).open).toEqual([{ number: change?.number, title: "Retire model asked" }]);
  });
});
