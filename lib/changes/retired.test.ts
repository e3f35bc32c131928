import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { changeAssetState } from "@/lib/registry/change-asset-state";
import { applyAssets } from "@/lib/registry/files/apply-assets";
import { importAssets } from "@/lib/registry/import/import-assets";
import { importInput } from "@/lib/registry/import/import-report.schema";
import { putAsset } from "@/lib/registry/put-asset";
import { savePolicy } from "@/lib/registry/save-policy";
import { applyChange } from "./apply-change";
import { breakGlass } from "./break-glass";
import { getChange } from "./get-change";
import { doWhatIsDue } from "./keep-changes";
import { requestAccess } from "./request-access";
import { revertChange } from "./revert-change";
import { approve, forbid, person, policyOf, program, propose } from "./testing/people";

const mesh = testMesh(() => new Hono());
let ada: OperationContext;
let grace: OperationContext;
let setUp: OperationContext;

const words = (content: string) => ({ messages: [{ role: "user" as const, content }] });
const retire = (kind: "prompt" | "policy" | "model", name: string) =>
  call(changeAssetState, { kind, name, reason: "Old", lifecycle: "retired" }, { context: setUp });

beforeAll(async () => {
  ada = await person(mesh().mesh, "admin");
  grace = await person(mesh().mesh, "admin");
  setUp = program(mesh().mesh, ada);
  await mesh().register("prompt", "letter", words("one"));
  await mesh().policy(forbid("old"), "old-rule");
  await retire("prompt", "letter");
  await retire("policy", "old-rule");
  await mesh().mesh.registry.refresh();
});

const live = async (kind: "prompt" | "policy", name: string) => {
  await mesh().mesh.registry.refresh();
  return mesh().mesh.registry.current().find(kind, name);
};
const file = (content: string, lifecycle?: "active" | "retired") => ({
  kind: "prompt" as const,
  name: "letter",
  domain: "test",
  spec: words(content),
  ...(lifecycle ? { lifecycle } : {}),
});
const applied = async (context: OperationContext, given: ReturnType<typeof file>, dryRun = false) =>
  (await call(applyAssets, { assets: [given], dryRun }, { context })).assets[0];
async function carryOut(number: number) {
  await approve(grace, number);
  await call(applyChange, { number }, { context: ada });
}

const head = { name: "letter", domain: "test" };
const item = { op: "put", kind: "prompt", name: "letter", head: { domain: "test" }, spec: words("two") };

test.each<[string, () => Promise<unknown>]>([
  ["writing it", () => call(putAsset, { kind: "prompt", ...head, spec: words("two") }, { context: ada })],
  [
    "writing the same",
    () => call(putAsset, { kind: "prompt", ...head, spec: words("one") }, { context: ada }),
  ],
  ["a program", () => call(putAsset, { kind: "prompt", ...head, spec: words("two") }, { context: setUp })],
  ["proposing it", () => propose(ada, item)],
  [
    "saving a policy",
    () =>
      call(
        savePolicy,
        { name: "old-rule", domain: "test", text: forbid("new"), guardrail: false },
        { context: ada },
      ),
  ],
])("content for what is retired is refused, with the call that brings it back: %s", async (_how, write) => {
  await expect(write()).rejects.toMatchObject({
    code: "asset_retired",
    remedy: {
      message: expect.stringContaining("Reactivate it first"),
      operation: { tool: "propose_change", body: { items: [{ op: "state", lifecycle: "active" }] } },
    },
  });
  expect((await live("prompt", "letter"))?.lifecycle).toBe("retired");
});

test("what the refusal names as its remedy is a call that the mesh takes", async () => {
  const refused = await propose(ada, item).catch((err: unknown) => err);
  const { body } = (refused as { remedy: { operation: { body: { items: unknown[] } } } }).remedy.operation;
  const { number } = await propose(ada, ...body.items);
  await carryOut(number);
  expect((await live("prompt", "letter"))?.lifecycle).toBe("active");
  await retire("prompt", "letter");
});

test("a file with other content is refused, in a dry run too; one that says the state brings it back in one reviewed change", async () => {
  for (const dryRun of [true, false]) {
    const refused = await applied(ada, file("two"), dryRun);
    expect(refused).toMatchObject({ outcome: "refused", change: null });
    expect(refused?.issues[0]?.message).toMatch(/is retired; .*lifecycle: active/);
  }
  const same = await applied(ada, file("one"));
  expect(same).toMatchObject({ outcome: "unchanged", issues: [{ path: "lifecycle" }] });
  const dry = await applied(ada, file("two", "active"), true);
  expect(dry).toMatchObject({ outcome: "proposed", change: null });
  const { change, outcome } = (await applied(ada, file("two", "active"))) ?? {};
  expect(outcome).toBe("proposed");
  const { items } = await call(getChange, { number: change ?? 0 }, { context: ada });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    op: "put",
    before: { head: { lifecycle: "retired" } },
    after: { head: { lifecycle: "active" } },
  });
  await carryOut(change ?? 0);
  expect(await live("prompt", "letter")).toMatchObject({ lifecycle: "active", spec: words("two") });
  const again = await applied(ada, file("two", "active"));
  expect(again).toMatchObject({ outcome: "unchanged", change: null });
  const back = await call(revertChange, { number: change ?? 0, reason: "No" }, { context: ada });
  await carryOut(back.number);
  expect(await live("prompt", "letter")).toMatchObject({ lifecycle: "retired", spec: words("one") });
});

test("a file that says retired keeps what it alters out of traffic, and a program's file is done at once", async () => {
  expect(await applied(setUp, file("three", "retired"))).toMatchObject({ outcome: "updated" });
  expect(await live("prompt", "letter")).toMatchObject({ lifecycle: "retired", spec: words("three") });
  expect(await applied(setUp, file("three", "active"))).toMatchObject({ outcome: "updated" });
  expect(await live("prompt", "letter")).toMatchObject({ lifecycle: "active" });
  expect(await applied(ada, file("three", "retired"))).toMatchObject({
    outcome: "proposed",
    fields: expect.arrayContaining([expect.objectContaining({ field: "lifecycle", outcome: "proposed" })]),
  });
  expect(await live("prompt", "letter")).toMatchObject({ lifecycle: "active" });
});

test("a file that suspends does so at once, although the rest of it waits", async () => {
  await mesh().register("prompt", "halted", words("one"));
  const halted = { ...file("two"), name: "halted", suspended: "It leaks" };
  expect(await applied(ada, halted)).toMatchObject({ outcome: "proposed" });
  expect(await live("prompt", "halted")).toMatchObject({ suspendedReason: "It leaks", spec: words("one") });
});

test("content that was approved before its asset was retired is not put in force", async () => {
  await mesh().register("prompt", "meanwhile", words("one"));
  const { number } = await propose(ada, { ...item, name: "meanwhile" });
  await approve(grace, number);
  await retire("prompt", "meanwhile");
  const { items } = await call(getChange, { number }, { context: ada });
  expect(items[0]?.conflict).toEqual({ version: 1, retired: true });
  await expect(call(applyChange, { number }, { context: ada })).rejects.toMatchObject({
    code: "asset_retired",
  });
  expect((await live("prompt", "meanwhile"))?.version).toBe(1);
});

test("an emergency that nobody reviewed is taken back also from what was retired meanwhile, and it stays retired", async () => {
  await mesh().policy(forbid("u1"), "urgent");
  const { number } = await propose(ada, policyOf("urgent", forbid("u2")));
  await call(breakGlass, { number, reason: "Incident" }, { context: ada });
  await retire("policy", "urgent");
  const { database, services } = mesh().mesh;
  await database.sql`update changes set break_glass_until = now() where number = ${number}`;
  await doWhatIsDue(database, services);
  await expect.poll(async () => (await live("policy", "urgent"))?.spec).toMatchObject({ text: forbid("u1") });
  expect((await live("policy", "urgent"))?.lifecycle).toBe("retired");
});

test("access that was taken back can be asked for again", async () => {
  await mesh().register("model", "chat", {
    api: "openai",
    url: "http://127.0.0.1:9",
    upstreamModel: "m",
    capabilities: ["chat"],
    auth: { type: "none" },
  });
  const wish = { kind: "model" as const, name: "chat", agent: "helper", days: 7, reason: "To answer" };
  await mesh().register("agent", "helper", {
    card: {},
    cardUrl: "https://helper.example/card.json",
    interfaces: [{ url: "https://helper.example/a2a", binding: "JSONRPC", version: "1.0" }],
    skills: [],
    streaming: false,
    pushNotifications: false,
    auth: { type: "badge" },
  });
  const first = await call(requestAccess, wish, { context: ada });
  await carryOut(first.number);
  const back = await call(revertChange, { number: first.number, reason: "Done" }, { context: ada });
  await carryOut(back.number);
  expect((await live("policy", first.policy.name))?.lifecycle).toBe("retired");
  const again = await call(requestAccess, { ...wish, days: 8 }, { context: ada });
  await carryOut(again.number);
  expect((await live("policy", first.policy.name))?.lifecycle).toBe("active");
});

test("an import that would update what is retired says so beforehand and does not", async () => {
  const text = JSON.stringify({
    model_list: [{ model_name: "chat", litellm_params: { model: "openai/gpt-x" } }],
  });
  await retire("model", "chat");
  await mesh().mesh.registry.refresh();
  for (const dryRun of [true, false]) {
    const input = importInput.parse({ text, domain: "test", onConflict: "update", dryRun });
    const { assets } = await call(importAssets, input, { context: ada });
    expect(assets[0]).toMatchObject({ name: "chat", action: "update", outcome: "failed" });
    expect(assets[0]?.problems.join(" ")).toContain("asset_retired: model chat is retired");
  }
  const other = importInput.parse({ text, domain: "test", onConflict: "rename", dryRun: false });
  const { assets } = await call(importAssets, other, { context: ada });
  expect(assets[0]).toMatchObject({ name: "chat-2", outcome: "applied" });
});
