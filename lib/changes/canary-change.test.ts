import { call } from "@orpc/server";
import { beforeAll, describe, expect, test } from "vitest";
import { echoMesh } from "@/lib/gateway/testing/echo-mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { getPrompt } from "@/lib/registry/prompts/get-prompt";
import { applyChange } from "./apply-change";
import { endCanary, startCanary } from "./canary-change";
import { editChange } from "./edit-change";
import { getCanary } from "./get-canary";
import { getChange } from "./get-change";
import { doWhatIsDue } from "./keep-changes";
import { approve, forbid, person, policyOf, propose } from "./testing/people";
import { withdrawChange } from "./withdraw-change";

const echo = echoMesh();
let ada: OperationContext;
let grace: OperationContext;

beforeAll(async () => {
  ada = await person(echo.test().mesh, "admin");
  grace = await person(echo.test().mesh, "admin");
});

const registry = () => echo.test().mesh.registry;
const live = () => registry().current().find("model", "open");
const look = (number: number) => call(getChange, { number }, { context: ada });

/** A change of the model `open` that is approved. */
async function approved(upstreamModel: string): Promise<number> {
  const spec = { ...live()?.spec, upstreamModel };
  const { number } = await propose(ada, {
    op: "put",
    kind: "model",
    name: "open",
    head: { domain: "test" },
    spec,
  });
  await approve(grace, number);
  return number;
}

async function start(number: number, share = 50, hours = 24) {
  const answer = await call(startCanary, { number, share, hours }, { context: ada });
  await registry().refresh();
  return answer;
}

/** The version that a call in this trace cites on record. */
async function servedIn(trace: number): Promise<string> {
  const traceparent = `00-${trace.toString(16).padStart(32, "a")}-b7ad6b7169203331-01`;
  const response = await echo.call("open", "{}", { traceparent });
  expect(response.status).toBe(200);
  await response.text();
  return (await echo.rowOf(response.headers.get("signalbox-call-id")))?.callee_digest;
}

describe("a canary", () => {
  test("gets its share of the traces, each stays with one version, and the records cite which", async () => {
    const before = live()?.digest ?? "";
    const number = await approved("m-new");
    expect(await start(number)).toMatchObject({ state: "canary" });
    expect(live()?.digest).toBe(before);
    const after = live()?.canary?.asset.digest ?? "";
    const traces = Array.from({ length: 24 }, (_, at) => at + 1);
    const first: string[] = [];
    for (const trace of traces) first.push(await servedIn(trace));
    expect(new Set(first)).toEqual(new Set([before, after]));
    for (const trace of traces.slice(0, 8)) expect(await servedIn(trace)).toBe(first[trace - 1]);
    const { items } = await call(getCanary, { number }, { context: ada });
    const calls = (items[0]?.before?.calls ?? 0) + (items[0]?.after?.calls ?? 0);
    expect(calls).toBe(32);
    expect(items[0]).toMatchObject({
      before: { digest: before, failed: 0, costs: [{ currency: "USD" }] },
      after: { digest: after, failed: 0, costs: [{ currency: "USD" }] },
    });
    await call(applyChange, { number }, { context: ada });
    await registry().refresh();
    expect(live()).toMatchObject({ digest: after, spec: { upstreamModel: "m-new" } });
    expect(live()?.canary).toBeUndefined();
    expect((await look(number)).state).toBe("applied");
  });

  test("is taken back with its approvals kept, and cannot be edited or withdrawn before", async () => {
    const before = live()?.digest;
    const number = await approved("m-back");
    await start(number);
    const { contentHash } = await look(number);
    const items = [policyOf("other", forbid("o"))];
    await expect(call(editChange, { number, contentHash, items }, { context: ada })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(call(withdrawChange, { number }, { context: ada })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await call(endCanary, { number, note: "Slower" }, { context: ada })).toMatchObject({
      state: "approved",
    });
    await registry().refresh();
    expect(live()?.canary).toBeUndefined();
    expect(live()?.digest).toBe(before);
    await call(withdrawChange, { number }, { context: ada });
  });

  test("ends by itself when its time is over", async () => {
    const { database, services } = echo.test().mesh;
    const number = await approved("m-late");
    await start(number, 10, 0.0001);
    await new Promise((done) => setTimeout(done, 400));
    await doWhatIsDue(database, services);
    await registry().refresh();
    expect((await look(number)).state).toBe("approved");
    expect(live()?.canary).toBeUndefined();
    await call(withdrawChange, { number }, { context: ada });
  });

  test("needs the approvals that its application needs, and leaves an asset that is being tried alone", async () => {
    const spec = { ...live()?.spec, upstreamModel: "m-unseen" };
    const unseen = { op: "put", kind: "model", name: "open", head: { domain: "test" }, spec };
    const { number } = await propose(ada, unseen);
    await expect(start(number)).rejects.toMatchObject({ code: "conflict" });
    const [one, other] = [await approved("m-one"), await approved("m-other")];
    await start(one);
    await expect(start(other)).rejects.toMatchObject({ code: "conflict" });
    await call(endCanary, { number: one }, { context: ada });
  });

  test("is refused for a policy, for a first version and for more than half", async () => {
    const policy = await propose(ada, policyOf("whole", forbid("whole")));
    await approve(grace, policy.number);
    await expect(start(policy.number)).rejects.toMatchObject({ code: "unsupported_operation" });
    const number = await approved("m-most");
    await expect(start(number, 51)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(start(number, 0)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

test("a prompt is tried by the label that it is asked for by", async () => {
  await echo.test().policy("permit(principal, action, resource);", "allow-all");
  const text = (content: string) => ({ messages: [{ role: "user" as const, content }] });
  await echo.test().register("prompt", "greet", text("one"));
  await echo.test().register("prompt", "greet", text("two"));
  await echo.test().mesh.database.sql`
    insert into asset_labels (asset_id, label, version, set_by)
    select id, 'production', 1, 'user:test' from assets where kind = 'prompt' and name = 'greet'`;
  const { number } = await propose(ada, {
    op: "label",
    kind: "prompt",
    name: "greet",
    label: "production",
    version: 2,
  });
  await approve(grace, number);
  await start(number);
  const versionFor = async (taskId: string, ref = "greet@production") =>
    (await call(getPrompt, { ref }, { context: { ...ada, principal: { ...ada.principal, taskId } } }))
      .version;
  const tasks = Array.from({ length: 16 }, (_, at) => `task-${at}`);
  const first = await Promise.all(tasks.map((task) => versionFor(task)));
  expect(new Set(first)).toEqual(new Set([1, 2]));
  expect(await Promise.all(tasks.map((task) => versionFor(task)))).toEqual(first);
  for (const task of tasks.slice(0, 4)) expect(await versionFor(task, "greet")).toBe(2);
  await call(endCanary, { number }, { context: ada });
  for (const task of tasks.slice(0, 8)) expect(await versionFor(task)).toBe(1);
});
