import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ConformanceServer,
  startConformanceServer,
} from "@/examples/conformance-server/start-conformance-server";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { mcpRoutes } from "./routes";
import { modernPost, type RawAnswer, raw } from "./testing/raw";
import { registerFixture } from "./testing/register";
import { startSessionServer } from "./testing/session-server";
import { published, stdioFile } from "./testing/stdio-file";

const KNOWS_TASKS = {
  _meta: {
    "io.modelcontextprotocol/clientCapabilities": {
      elicitation: {},
      extensions: { "io.modelcontextprotocol/tasks": {} },
    },
  },
};

const file = stdioFile(() => [
  { name: "everything", domain: "test", command: published("server-everything") },
]);
const mesh = testMesh((m) => mcpRoutes(m), { SIGNALBOX_STDIO_SERVERS: file.path });
let server: ConformanceServer;
beforeAll(async () => {
  server = await startConformanceServer(0);
  await registerFixture(mesh(), "conformance", server);
  await mesh().allowAll();
});
afterAll(async () => {
  await server.close();
  file.remove();
});

function post(method: string, params: Record<string, unknown>, who = "owner", door = "/mcp/conformance") {
  const { headers, body } = modernPost(method, { ...params, ...KNOWS_TASKS });
  const name = params.taskId ?? params.name;
  return raw(`${mesh().url}${door}`, {
    headers: { ...headers, ...(typeof name === "string" ? { "mcp-name": name } : {}) },
    body,
    badge: mesh().badge({ agent: who }),
  });
}

function resultOf({ messages }: RawAnswer): Record<string, unknown> {
  const result = messages.at(-1)?.result;
  if (!result) throw new Error(`there is no result in ${JSON.stringify(messages)}`);
  return result;
}

async function started(
  tool = "slow_compute",
  args: object = { seconds: 60 },
  door?: string,
): Promise<string> {
  const name = door === "/mcp" ? `conformance__${tool}` : tool;
  const result = resultOf(await post("tools/call", { name, arguments: args }, "owner", door));
  expect(result.resultType).toBe("task");
  return String(result.taskId);
}

describe("a task that a call made", () => {
  it("is its caller's: it can be asked for, answered and ended", async () => {
    const taskId = await started("confirm_delete", { filename: "a.txt" });
    await expect
      .poll(async () => resultOf(await post("tasks/get", { taskId })).status)
      .toBe("input_required");
    const { inputRequests } = resultOf(await post("tasks/get", { taskId }));
    const inputResponses = Object.fromEntries(
      Object.keys(inputRequests as object).map((key) => [
        key,
        { action: "accept", content: { confirm: true } },
      ]),
    );
    await post("tasks/update", { taskId, inputResponses });
    await expect.poll(async () => resultOf(await post("tasks/get", { taskId })).status).toBe("completed");
    const other = await started();
    await post("tasks/cancel", { taskId: other });
    await expect
      .poll(async () => resultOf(await post("tasks/get", { taskId: other })).status)
      .toBe("cancelled");
  });

  it.each(["tasks/get", "tasks/update", "tasks/cancel"])(
    "is as good as absent for everybody else in %s, and the attempt is on record",
    async (method) => {
      const taskId = await started();
      const more = method === "tasks/update" ? { inputResponses: {} } : {};
      const foreign = await post(method, { taskId, ...more }, "stranger");
      const absent = await post(method, { taskId: "no-such-task", ...more }, "stranger");
      const errors = [foreign, absent].map(({ messages }) => messages[0]?.error);
      for (const error of errors)
        expect(error).toMatchObject({ code: -32602, message: "There is no such task." });
      expect(resultOf(await post("tasks/get", { taskId })).status).toBe("working");
      const [last] = (await mesh().calls()).filter((call) => call.method === method).slice(-2);
      expect(last).toMatchObject({ decision: "deny", error_code: "not_found" });
    },
  );

  it("is out of reach once its tool is, but may still be ended", async () => {
    const taskId = await started();
    const forbid = 'forbid(principal, action, resource == Tool::"conformance/slow_compute");';
    await mesh().policy(forbid, "no-more");
    const refused = await post("tasks/get", { taskId });
    expect(refused.messages[0]?.error?.data).toMatchObject({ code: "permission_denied" });
    expect(resultOf(await post("tasks/cancel", { taskId })).resultType).toBe("complete");
    await mesh().policy("permit(principal, action, resource);", "no-more");
  });

  it("is found behind the door to all servers too, by its owner only", async () => {
    const taskId = await started("slow_compute", { seconds: 60 }, "/mcp");
    expect(resultOf(await post("tasks/get", { taskId }, "owner", "/mcp")).status).toBe("working");
    const foreign = await post("tasks/get", { taskId }, "stranger", "/mcp");
    expect(foreign.messages[0]?.error?.code).toBe(-32602);
  });

  it("needs a client that says it knows tasks", async () => {
    const { headers, body } = modernPost("tasks/get", { taskId: "any" });
    const answer = await raw(`${mesh().url}/mcp/conformance`, {
      headers: { ...headers, "mcp-name": "any" },
      body,
      badge: mesh().badge({ agent: "owner" }),
    });
    expect(answer.status).toBe(400);
    expect(answer.messages[0]?.error).toMatchObject({
      code: -32021,
      data: { requiredCapabilities: { extensions: { "io.modelcontextprotocol/tasks": {} } } },
    });
  });

  it("is nothing at a server that has only the tasks of 2025-11-25", async () => {
    const session = await startSessionServer();
    await registerFixture(mesh(), "session", session);
    const answer = await post("tasks/get", { taskId: "any" }, "owner", "/mcp/session");
    expect(answer.status).toBe(404);
    expect(answer.messages[0]?.error?.code).toBe(-32601);
    await session.close();
  });
});

describe("a task of 2025-11-25", () => {
  it("is carried in the session of its caller, and listed for nobody else", async () => {
    const call = async (session: string | undefined, method: string, params: object, who = "owner") =>
      raw(`${mesh().url}/mcp/everything`, {
        badge: mesh().badge({ agent: who }),
        headers: session ? { "mcp-session-id": session, "mcp-protocol-version": "2025-11-25" } : {},
        body: { jsonrpc: "2.0", id: 1, method, params },
      });
    const capabilities = { tasks: { requests: {} } };
    const initialize = {
      protocolVersion: "2025-11-25",
      capabilities,
      clientInfo: { name: "raw", version: "1" },
    };
    const opened = await call(undefined, "initialize", initialize);
    expect(resultOf(opened).capabilities).toHaveProperty("tasks");
    const session = String(opened.headers["mcp-session-id"]);
    await raw(`${mesh().url}/mcp/everything`, {
      badge: mesh().badge({ agent: "owner" }),
      headers: { "mcp-session-id": session, "mcp-protocol-version": "2025-11-25" },
      body: { jsonrpc: "2.0", method: "notifications/initialized" },
    });
    const tool = { name: "simulate-research-query", arguments: { topic: "signals" }, task: { ttl: 60_000 } };
    const { task } = resultOf(await call(session, "tools/call", tool)) as { task: { taskId: string } };
    const { taskId } = task;
    expect(resultOf(await call(session, "tasks/get", { taskId })).taskId).toBe(taskId);
    expect(resultOf(await call(session, "tasks/list", {})).tasks).toEqual([
      expect.objectContaining({ taskId }),
    ]);
    const stolen = await call(session, "tasks/get", { taskId }, "stranger");
    expect(stolen.status).toBe(404);
    const own = String(
      (await call(undefined, "initialize", initialize, "stranger")).headers["mcp-session-id"],
    );
    const foreign = await call(own, "tasks/get", { taskId }, "stranger");
    expect(foreign.messages[0]?.error).toMatchObject({ code: -32602, message: "There is no such task." });
  });
});
