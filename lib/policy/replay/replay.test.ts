import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { type Actor, actorRef } from "@/lib/identity/principal";
import { mcpRoutes } from "@/lib/protocols/mcp/routes";
import { type ModernFixture, startModernServer } from "@/lib/protocols/mcp/testing/modern-server";
import { modernPost, raw } from "@/lib/protocols/mcp/testing/raw";
import { registerFixture } from "@/lib/protocols/mcp/testing/register";
import type { PolicyDraft, ReplayResult } from "./replay.schema";
import { replayDecisions } from "./replay-decisions";

const mesh = testMesh((one) => mcpRoutes(one));
let fixture: ModernFixture;

const ADA: Actor = { kind: "user", id: "ada" };
const BOT: Actor = { kind: "agent", id: "bot" };
const TEXT = `
  @id("all") permit(principal, action, resource);
  @id("no-secrets") forbid(principal, action == Action::"callTool:notes/echo", resource)
  when { context.args has text && context.args.text like "*secret*" };
  @id("no-eve") forbid(principal == User::"eve", action, resource);
  @id("bound") @binding("dpop") permit(principal == Agent::"key", action, resource);`;

type Call = Parameters<ReturnType<typeof mesh>["badge"]>[0] & { text?: string; method?: string };
const echo = async ({ text = "hello", method = "tools/call", ...who }: Call) => {
  const params = method === "tools/call" ? { name: "echo", arguments: { text } } : { uri: "note://one" };
  const badge = mesh().badge({ agent: "bot", ...who });
  await raw(`${mesh().url}/mcp/notes`, { badge, ...modernPost(method, params) });
};

beforeAll(async () => {
  fixture = await startModernServer();
  await registerFixture(mesh(), "notes", fixture);
  await mesh().policy(TEXT, "rules");
  await echo({});
  await echo({ text: "a secret" });
  await echo({ chain: [ADA, BOT] });
  await echo({ chain: [{ kind: "user", id: "eve" }, ADA, BOT] });
  await echo({ chain: [ADA, { kind: "service", id: "batch" }], roles: ["operator"] });
  await echo({ agent: "key" });
  await echo({ agent: "task", taskId: "t-1", method: "resources/read" });
  await echo({ agent: "task", taskId: "t-1" });
  await echo({ agent: "granted", grants: [{ type: "mesh_tool", server: "notes", tool: "other" }] });
  await echo({
    chain: [{ kind: "user", id: "eve" }, BOT],
    grants: [{ type: "mesh_tool", server: "notes", tool: "other" }],
  });
});
afterAll(() => fixture.close());

async function replay(...draft: PolicyDraft[]): Promise<ReplayResult> {
  const { database, registry } = mesh().mesh;
  const result = await replayDecisions(database.db, registry.current(), { draft, limit: 1000 });
  if (!result) throw new Error("the replay was stopped");
  return result;
}

const put = (text: string, name = "rules"): PolicyDraft => ({
  op: "put",
  name,
  domain: "test",
  text,
  guardrail: false,
});

/** Callers and whom they act for, of the calls that change. */
async function whose(result: ReplayResult, change: string): Promise<string[]> {
  const calls = await mesh().calls();
  return result.rows
    .filter((row) => row.change === change)
    .map(({ callId }) => String(calls.find(({ id }) => id === callId)?.subject_id))
    .sort();
}

describe("the set in force", () => {
  test("gives every recorded decision again: chains, roles, arguments, labels, bindings and grants", async () => {
    const calls = await mesh().calls();
    const { counts, notReplayable } = await replay(put(TEXT));
    expect(notReplayable).toEqual([]);
    expect(counts).toEqual({
      newlyDenied: 0,
      newlyAllowed: 0,
      newlyHeld: 0,
      unchanged: calls.length,
      notReplayable: 0,
    });
    expect(calls.length).toBeGreaterThanOrEqual(10);
    // Not one of them is unchanged merely because it is compared with itself: what was decided is what comes out.
    expect(new Set(calls.map(({ decision }) => decision))).toEqual(new Set(["allow", "deny"]));
  });
});

describe("a draft", () => {
  test("that forbids one link of a chain denies every call that went through it", async () => {
    const result = await replay(
      put(`${TEXT} @id("no-ada") forbid(principal == User::"ada", action, resource);`),
    );
    expect(await whose(result, "newlyDenied")).toEqual([actorRef(ADA), actorRef(ADA)]);
    expect(result.rows.every(({ policies }) => policies.includes("no-ada"))).toBe(true);
    expect(result.groups).toContainEqual({
      caller: "agent:bot",
      domain: "test",
      newlyDenied: 1,
      newlyAllowed: 0,
      newlyHeld: 0,
      unchanged: expect.any(Number),
    });
  });

  test("that reads arguments is ruled with those that were sent", async () => {
    const text = TEXT.replace("*secret*", "*hello*");
    const result = await replay(put(text));
    expect(result.counts.newlyAllowed).toBe(1);
    expect(result.rows.find(({ change }) => change === "newlyAllowed")?.caller).toBe("agent:bot");
    expect(result.counts.newlyDenied).toBe(4);
  });

  test("that reads labels knows what the task had met, although nobody looked then", async () => {
    const text = `@id("hold") @approval("human") forbid(principal, action in Action::"callTool", resource)
      when { context.labels.contains("untrusted") };`;
    const result = await replay(put(text, "more"));
    expect(result.rows.map(({ caller, change }) => [caller, change])).toEqual([["agent:task", "newlyHeld"]]);
  });

  test("cannot allow what the task's grant refuses, also where a policy had refused it first", async () => {
    const result = await replay(put(TEXT.replace(/@id\("no-eve"\)[^;]*;/, "")));
    expect(result.counts.newlyAllowed).toBe(1);
    expect(result.refusedBesides).toBe(2);
  });

  test("that takes a binding away lets in who could not prove its key", async () => {
    const result = await replay(put(TEXT.replace('@binding("dpop")', "")));
    expect(result.rows.map(({ caller, change }) => [caller, change])).toEqual([
      ["agent:key", "newlyAllowed"],
    ]);
  });

  test("that removes the only permit denies all that was allowed", async () => {
    const result = await replay({ op: "remove", name: "rules" });
    const allowed = (await mesh().calls()).filter(({ decision }) => decision === "allow").length;
    expect(result.counts.newlyDenied).toBe(allowed);
  });

  test("that does not compile is refused as a whole", async () => {
    await expect(replay(put("permit(principal, action"))).rejects.toThrow("not valid");
  });
});

test("what is missing is said and not guessed", async () => {
  const { sql } = mesh().mesh.database;
  const [first] = await mesh().calls();
  await sql`update payloads set body = null where call_id = ${String(first?.id)} and direction = 'request'`;
  const { counts, notReplayable } = await replay(put(TEXT));
  expect(notReplayable).toEqual([{ why: "arguments-erased", count: 1, callId: first?.id }]);
  expect(counts.notReplayable).toBe(1);
  // A set that reads no arguments does not need them.
  const without = put('@id("all") permit(principal, action, resource);');
  const { database, registry } = mesh().mesh;
  expect(registry.current().find("policy", "rules")?.spec.text).toBe(TEXT);
  expect(
    (await replayDecisions(database.db, registry.current(), { draft: [without], limit: 3 }))?.counts
      .notReplayable,
  ).toBe(0);
});

test("a replay can be stopped between batches, and looks at no more than it is asked for", async () => {
  const { database, registry } = mesh().mesh;
  const question = { draft: [put(TEXT)], limit: 4 };
  const looked: number[] = [];
  const result = await replayDecisions(database.db, registry.current(), question, async (so) => {
    looked.push(so);
    return false;
  });
  expect([result, looked]).toEqual([undefined, [4]]);
});
