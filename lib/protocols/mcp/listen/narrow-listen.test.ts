import { afterAll, beforeAll, expect, test } from "vitest";
import { insertMcpTask } from "@/db/queries/mcp-tasks";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { mcpRoutes } from "../routes";
import { type Fixture, newDials, serveFixture } from "../testing/fixture";
import { modernPost, raw } from "../testing/raw";
import type { ListenFilter } from "../wire/listen-filter";
import { acknowledgement } from "../wire/listen-filter";
import type { RpcNotification, RpcRequest } from "../wire/messages";

const mesh = testMesh((one) => mcpRoutes(one));
let callee: Fixture;
/** Bodies of the subscriptions that arrived. */
const arrived: string[] = [];

/** A callee that honours whatever arrives, tells of two tasks and ends. */
beforeAll(async () => {
  callee = await serveFixture(async (req, res) => {
    let text = "";
    for await (const chunk of req) text += chunk;
    arrived.push(text);
    const { id, params } = JSON.parse(text) as RpcRequest;
    const told = (taskId: string): RpcNotification => ({
      jsonrpc: "2.0",
      method: "notifications/tasks",
      params: { taskId },
    });
    const events = [acknowledgement(params?.notifications as ListenFilter, id), told("mine"), told("theirs")];
    res.writeHead(200, { "content-type": "text/event-stream" });
    res.end(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
  }, newDials());
  const tools = { url: callee.url, revisions: ["2026-07-28"], serverInfo: {}, tools: [] };
  const capabilities = { resources: { subscribe: true } };
  await mesh().register("mcp-server", "notes", { ...tools, capabilities, auth: { type: "none" } });
  await mesh().policy(`
    @id("hear") permit(principal, action == Action::"discover", resource);
    @id("one") permit(principal, action == Action::"readResource", resource) when { context has operation && context.operation == "note://one" };`);
  const { db } = mesh().mesh.database;
  for (const [taskId, owner] of [
    ["mine", "agent:reader"],
    ["theirs", "agent:other"],
  ] as const)
    await insertMcpTask(db, { server: "notes", taskId, owner, tool: "work" });
});
afterAll(() => callee.close());

const listen = (notifications: unknown) =>
  raw(`${mesh().url}/mcp/notes`, {
    ...modernPost("subscriptions/listen", { notifications }),
    badge: mesh().badge({ agent: "reader" }),
  });

test("a subscription reaches the callee without resources that the caller may not read and tasks of others", async () => {
  const answer = await listen({
    toolsListChanged: true,
    resourceSubscriptions: ["note://one", "note://secret"],
    taskIds: ["mine", "theirs", "unknown"],
  });
  const sent = JSON.parse(arrived.at(-1) ?? "{}") as RpcRequest;
  const narrowed = { toolsListChanged: true, resourceSubscriptions: ["note://one"], taskIds: ["mine"] };
  expect(sent.params?.notifications).toEqual(narrowed);
  expect(arrived.at(-1)).not.toMatch(/secret|theirs|unknown/);
  // What the callee tells beyond what was asked does not arrive either.
  expect(answer.text).toContain('"taskId":"mine"');
  expect(answer.text).not.toContain("theirs");
});

test("a subscription to what the caller may hear of is passed on to the letter", async () => {
  const post = modernPost("subscriptions/listen", {
    notifications: { resourceSubscriptions: ["note://one"] },
  });
  await listen({ resourceSubscriptions: ["note://one"] });
  expect(JSON.parse(arrived.at(-1) ?? "")).toEqual(post.body);
});

test("a filter that is no filter is refused before anything is sent", async () => {
  const before = arrived.length;
  const answer = await listen({ taskIds: "mine" });
  expect(answer.messages[0]?.error).toMatchObject({ code: -32602 });
  expect(arrived.length).toBe(before);
});
