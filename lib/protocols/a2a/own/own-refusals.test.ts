import { describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { raw } from "../testing/raw-call";

const mesh = testMesh(gatewayApp, { SIGNALBOX_MEANING: "off" });
const badge = () => mesh().badge({ agent: "caller" });

const message = (parts: unknown, more: object = {}) => ({
  message: { messageId: "m-1", role: "ROLE_USER", parts, ...more },
});
const data = (skill: unknown, input: unknown) => [{ data: { skill, input } }];

function rpc(method: string, params: unknown, token: string | undefined = badge()) {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 7, method, params });
  return raw(mesh(), "/a2a", { badge: token, version: "1.0", method: "POST", body });
}
function rest(params: unknown, token: string | undefined = badge()) {
  const body = JSON.stringify(params);
  return raw(mesh(), "/a2a/-/message:send", { badge: token, version: "1.0", method: "POST", body });
}

describe("a caller without a good badge", () => {
  it.each([
    ["/a2a", "POST"],
    ["/a2a/-/message:send", "POST"],
    ["/a2a/-/tasks/t-1", "GET"],
  ])("is challenged at %s and led to the token service", async (path, method) => {
    for (const token of [undefined, "not-a-badge"]) {
      const body = method === "POST" ? "{}" : undefined;
      const answer = await raw(mesh(), path, { badge: token, version: "1.0", method, ...(body && { body }) });
      expect(answer.status).toBe(401);
      const challenge = answer.headers.get("www-authenticate") ?? "";
      expect(challenge.includes("invalid_token")).toBe(token !== undefined);
      const metadata = /resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? "";
      expect(await (await fetch(metadata)).json()).toMatchObject({
        resource: mesh().url + (path === "/a2a" ? "/a2a" : "/a2a/-"),
        resource_name: "Signalbox",
        authorization_servers: [mesh().url],
      });
    }
  });
});

it("a badge for management alone is refused and hears which scope it takes", async () => {
  const token = mesh().badge({
    chain: [{ kind: "service", id: "ops" }],
    roles: ["admin"],
    scopes: ["admin"],
  });
  const answer = await rpc("SendMessage", message(data("discover", {})), token);
  expect(answer.status).toBe(403);
  expect(answer.headers.get("www-authenticate")).toContain('error="insufficient_scope", scope="mesh"');
});

describe("what cannot be asked", () => {
  it("names the member that is wrong and what would be right, under a code that stays", async () => {
    for (const [parts, more, path] of [
      [data("buy_milk", {}), {}, "skill"],
      [data("__proto__", {}), {}, "skill"],
      [data("describe", { kind: "agent" }), {}, "name"],
      [data("discover", null), {}, "input"],
      [[{ data: { skill: "discover", q: "x" } }], {}, ""],
      [[{ data: { input: {} } }], { metadata: { skill: "discover" } }, "input"],
      [[{ data: {} }], { metadata: { skill: 7 } }, "metadata.skill"],
      [[...data("discover", {}), ...data("discover", {})], {}, "parts"],
      [[{ text: "  " }], {}, "parts"],
      [[{ text: "x".repeat(201) }], {}, "q"],
    ] as const) {
      const answer = await rpc("SendMessage", message(parts, more));
      expect(answer.json, JSON.stringify(parts)).toMatchObject({
        id: 7,
        error: {
          code: -32602,
          data: [{ reason: "INVALID_PARAMS" }, { value: { code: "invalid_request", issues: [{ path }] } }],
        },
      });
      expect((await rest(message(parts, more))).status).toBe(400);
    }
    const unknown = await rpc("SendMessage", message(data("buy_milk", {})));
    // Many clients show the message and nothing else.
    expect((unknown.json.error as { message: string }).message).toMatch(
      /no such skill\. skill: .+ request_access/,
    );
  });

  it("has the operation's own code where the operation refuses", async () => {
    const absent = message(data("describe", { kind: "model", name: "nobody" }));
    const answer = await rpc("SendMessage", absent);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([404, "no-store"]);
    expect(answer.json).toMatchObject({
      error: { code: -31404, data: [{}, { value: { code: "not_found" } }] },
    });
    expect((await rest(absent)).json).toMatchObject({ error: { code: 404, status: "NOT_FOUND" } });
    const foreign = message(data("budget_left", { caller: "agent:other" }));
    expect((await rpc("SendMessage", foreign)).json).toMatchObject({
      error: {
        data: [{}, { value: { code: "permission_denied", remedy: { message: expect.any(String) } } }],
      },
    });
  });

  it.each([
    ["a task", "GetTask", { id: "t" }, -32001],
    ["the end of a task", "CancelTask", { id: "t" }, -32001],
    ["a task's stream", "SubscribeToTask", { id: "t" }, -32001],
    ["a message to a task", "SendMessage", message(data("discover", {}), { taskId: "t" }), -32001],
    [
      "push notifications",
      "CreateTaskPushNotificationConfig",
      { taskId: "t", url: "https://a.example" },
      -32003,
    ],
    [
      "push notifications with a message",
      "SendMessage",
      { ...message([]), configuration: { taskPushNotificationConfig: { url: "https://a.example" } } },
      -32003,
    ],
    ["an extended card", "GetExtendedAgentCard", {}, -32004],
    ["a file to be read", "SendMessage", message([{ url: "https://a.example/x" }]), -32005],
    ["another tenant", "SendMessage", { ...message(data("discover", {})), tenant: "x" }, -32602],
    ["an unknown method", "DoEvil", {}, -32601],
  ])("is told in the protocol's own errors: %s", async (_, method, params, code) => {
    expect((await rpc(method, params)).json).toMatchObject({ id: 7, error: { code } });
  });

  it("is no list of tasks, which is empty", async () => {
    expect((await rpc("ListTasks", {})).json).toMatchObject({ result: { tasks: [], totalSize: 0 } });
    const answer = await raw(mesh(), "/a2a/-/tasks", { badge: badge(), version: "1.0" });
    expect([answer.status, answer.json.tasks]).toEqual([200, []]);
  });
});

it("text alone is what a caller gets that reads nothing else", async () => {
  const asked = { ...message(data("taxonomy", {})), configuration: { acceptedOutputModes: ["text/plain"] } };
  const { json } = await rest(asked);
  const { parts } = json.message as { parts: { text: string }[] };
  expect(parts).toHaveLength(1);
  expect(parts[0]?.text).toMatch(/^\d+ skills and \d+ fields\.\n\n\{/);
});

it("whatever is sent, the mesh's door answers as of its sender's doing", async () => {
  const parts: unknown[] = [
    undefined,
    null,
    "x",
    [],
    [null],
    [[]],
    [{}],
    [{ text: 1 }],
    [{ data: [] }],
    [{ data: { skill: "discover", input: { q: "\u0000" } } }],
    [{ data: { skill: "discover", input: { q: "\ud800" } } }],
    [{ data: { skill: "describe", input: { kind: "agent", name: "\u0000" } } }],
    [{ data: { skill: "why_denied", input: { id: "'; drop table calls; --" } } }],
    [{ data: { skill: "check_request", input: { number: 1e308 } } }],
    [{ data: { skill: "get_prompt", input: { ref: "\u0000@\u0000" } } }],
    [{ data: { skill: "budget_left", input: { asset: "agent/\u0000" } } }],
    [{ data: { skill: "constructor", input: {} } }],
    [{ text: "\u0000" }],
    [{ text: "{" }],
    [{ text: '{"skill":"discover","skill":"describe"}' }],
    [{ text: `{"skill":"discover","input":${'{"a":'.repeat(70)}1${"}".repeat(71)}` }],
    [{ raw: "AAAA", mediaType: "image/png" }],
  ];
  for (const one of parts) {
    for (const answer of [await rpc("SendMessage", message(one)), await rest(message(one))]) {
      expect(answer.status, JSON.stringify(one)).toBeLessThan(500);
    }
  }
  for (const body of ["", "{", "[]", "null", "\u0000", '"x"', '{"message":[]}', '{"message":{"parts":[]}}']) {
    for (const path of ["/a2a", "/a2a/-/message:send", "/a2a/-/v1/message:send", "/a2a/-/nothing"]) {
      const version = path.includes("v1") ? "" : "1.0";
      const answer = await raw(mesh(), path, { badge: badge(), version, method: "POST", body });
      expect(answer.status, `${path} ${body}`).toBeLessThan(500);
    }
  }
});

it("no agent can be called as the mesh's own address is", async () => {
  const spec = {
    api: "openai" as const,
    url: "http://127.0.0.1:9",
    upstreamModel: "m",
    capabilities: [],
    auth: { type: "none" as const },
  };
  await expect(mesh().register("model", "-", spec)).rejects.toThrow();
});
