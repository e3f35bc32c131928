import { call } from "@orpc/server";
import { Hono } from "hono";
import { beforeAll, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { applyAssets } from "@/lib/registry/files/apply-assets";
import { putAsset } from "@/lib/registry/put-asset";
import { applyChange } from "./apply-change";
import { approve, person } from "./testing/people";
import { withdrawChange } from "./withdraw-change";

const mesh = testMesh(() => new Hono());
let ada: OperationContext;
let grace: OperationContext;

beforeAll(async () => {
  ada = await person(mesh().mesh, "admin");
  grace = await person(mesh().mesh, "admin");
});

const words = (content: string) => ({ messages: [{ role: "user" as const, content }] });
const fileOf = (name: string, content: string, more: object = {}) => ({
  kind: "prompt" as const,
  name,
  domain: "test",
  spec: words(content),
  ...more,
});
const apply = async (context: OperationContext, given: ReturnType<typeof fileOf>, dryRun = false) =>
  (await call(applyAssets, { assets: [given], dryRun }, { context })).assets[0];
const open = async () =>
  (await mesh().mesh.database.sql`select count(*)::int as n from changes where state = 'review'`)[0]?.n;

test("the same files again find the change that is under way, whoever applies them and however, and ask anew when it has ended", async () => {
  await mesh().register("prompt", "again", words("one"));
  const first = await apply(ada, fileOf("again", "two"));
  expect(first).toMatchObject({ outcome: "proposed", already: false, change: expect.any(Number) });
  const before = await open();
  const number = first?.change;
  expect(await apply(ada, fileOf("again", "two"))).toMatchObject({
    outcome: "proposed",
    already: true,
    change: number,
  });
  expect(await apply(grace, fileOf("again", "two"), true)).toMatchObject({ already: true, change: number });
  const { change } = await call(
    putAsset,
    { kind: "prompt", name: "again", domain: "test", spec: words("two") },
    { context: grace },
  );
  expect(change).toMatchObject({ number, already: true, state: "review" });
  expect(await open()).toBe(before);
  expect((await apply(ada, fileOf("again", "three")))?.change).not.toBe(number);
  await call(withdrawChange, { number: number ?? 0 }, { context: ada });
  const next = await apply(ada, fileOf("again", "two"));
  expect(next).toMatchObject({ already: false });
  expect(next?.change).not.toBe(number);
});

test("an approved change is found as well, and once it is in force there is nothing to ask for", async () => {
  await mesh().register("prompt", "approved", words("one"));
  const file = fileOf("approved", "two");
  const number = (await apply(ada, file))?.change ?? 0;
  await approve(grace, number);
  expect(await apply(ada, file)).toMatchObject({ already: true, change: number });
  await call(applyChange, { number }, { context: ada });
  expect(await apply(ada, file)).toMatchObject({ outcome: "unchanged", change: null });
});

test("labels and states that wait are asked for once", async () => {
  await mesh().register("prompt", "pointed", words("one"));
  const file = fileOf("pointed", "one", { labels: ["production"], lifecycle: "deprecated" });
  const first = await apply(ada, file);
  const before = await open();
  const again = await apply(ada, file);
  expect([first?.already, again?.already]).toEqual([false, true]);
  expect(again?.change).toBe(first?.change);
  expect(await open()).toBe(before);
});

test("two that apply the same files at the same moment ask for one change", async () => {
  for (let round = 0; round < 4; round++) {
    const name = `twin-${round}`;
    await mesh().register("prompt", name, words("one"));
    const both = await Promise.all([apply(ada, fileOf(name, "two")), apply(grace, fileOf(name, "two"))]);
    expect(new Set(both.map((one) => one?.change)).size).toBe(1);
    expect(both.map((one) => one?.already).sort()).toEqual([false, true]);
  }
});
