import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { a2aRoutes } from "./routes";
import { message, raw, rpc } from "./testing/raw-call";
import { recordingAgent } from "./testing/recording-agent";

const mesh = testMesh(a2aRoutes);
const upstream = recordingAgent(["1.0"]);

beforeAll(async () => {
  await mesh().allowAll();
  const spec = await upstream().spec();
  await mesh().register("agent", "worker", spec);
  await mesh().register("agent", "guarded", spec);
  await mesh().register("agent", "silent", { ...spec, pushNotifications: false });
  await mesh().policy(
    `@title("Payroll stays closed")
     @reason("Only auditors read payroll.")
     @remedy("Ask the payroll team for access.")
     forbid(principal, action, resource == Agent::"guarded");`,
    "payroll",
  );
});

const badge = () => mesh().badge({ agent: "caller" });
const send = (id = randomUUID()) => ({
  method: "SendMessage",
  params: message(`tck-message-response-${id}`),
});

describe("a denied call", () => {
  it("tells code, policy and remedy, is on record and sends the agent nothing", async () => {
    upstream().forget();
    const answer = await rpc(mesh(), "guarded", badge(), send());
    expect(answer.status).toBe(403);
    const { error } = answer.json as { error: { code: number; data: { value?: Record<string, unknown> }[] } };
    expect(error.code).toBe(-31403);
    const facts = error.data[1]?.value;
    expect(facts).toMatchObject({
      code: "policy_denied",
      policies: [expect.stringContaining("payroll")],
      remedy: { message: "Ask the payroll team for access." },
    });
    expect(upstream().seen).toEqual([]);
    const call = (await mesh().calls()).find((row) => row.id === facts?.call_id);
    expect(call).toMatchObject({ status: "denied", method: "SendMessage", callee_name: "guarded" });
  });

  it("tells the same in 0.3 and over HTTP+JSON", async () => {
    const legacy = await rpc(mesh(), "guarded", badge(), {
      method: "message/send",
      params: message("x"),
      version: "",
    });
    expect(legacy.json).toMatchObject({ error: { code: -31403, data: { code: "policy_denied" } } });
    const body = JSON.stringify(message("x"));
    const rest = await raw(mesh(), "/a2a/guarded/message:send", {
      badge: badge(),
      version: "1.0",
      method: "POST",
      body,
    });
    expect(rest.status).toBe(403);
    expect(rest.json).toMatchObject({
      error: { code: 403, status: "PERMISSION_DENIED", details: [{ reason: "POLICY_DENIED" }, {}] },
    });
    const old = await raw(mesh(), "/a2a/guarded/v1/message:send", { badge: badge(), method: "POST", body });
    expect(old.status).toBe(403);
    expect(old.json).toMatchObject({ code: -31403, data: { code: "policy_denied" } });
  });
});

describe("a caller without a good badge", () => {
  it("gets a 401 that leads to the token service", async () => {
    for (const token of [undefined, "not-a-badge"]) {
      const answer = await rpc(mesh(), "worker", token, send());
      expect(answer.status).toBe(401);
      const challenge = answer.headers.get("www-authenticate");
      expect(challenge).toContain(`resource_metadata="${mesh().url}/.well-known/oauth-protected-resource`);
      expect(challenge?.includes("invalid_token")).toBe(token !== undefined);
      const metadata = /resource_metadata="([^"]+)"/.exec(challenge ?? "")?.[1] ?? "";
      expect(await (await fetch(metadata)).json()).toMatchObject({ authorization_servers: [mesh().url] });
    }
  });
});

describe("an agent that does not exist", () => {
  it("is a 404 in the caller's terms", async () => {
    const answer = await rpc(mesh(), "nobody", badge(), send());
    expect(answer.status).toBe(404);
    expect(answer.json).toMatchObject({ jsonrpc: "2.0", error: { code: -31404 } });
  });
});

describe("bad input", () => {
  const good = JSON.stringify({ jsonrpc: "2.0", id: 7, ...send() });
  const CASES: readonly (readonly [what: string, body: string, code: number])[] = [
    ["no JSON", "{", -32700],
    ["a member named twice", '{"jsonrpc":"2.0","jsonrpc":"2.0"}', -32700],
    ["nesting without end", "[".repeat(10_000), -32700],
    ["a batch", `[${good}]`, -32600],
    ["another protocol", '{"jsonrpc":"1.0","id":1,"method":"GetTask"}', -32600],
    ["an id that is none", '{"jsonrpc":"2.0","id":{},"method":"GetTask"}', -32600],
    ["an unknown method", '{"jsonrpc":"2.0","id":1,"method":"DoEvil","params":{}}', -32601],
    [
      "a method of the other generation",
      '{"jsonrpc":"2.0","id":1,"method":"message/send","params":{}}',
      -32601,
    ],
    ["no parameters", '{"jsonrpc":"2.0","id":1,"method":"GetTask"}', -32602],
    ["parameters in a list", '{"jsonrpc":"2.0","id":1,"method":"GetTask","params":[]}', -32602],
    ["a task id that is no text", '{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":1}}', -32602],
    ["no message", '{"jsonrpc":"2.0","id":1,"method":"SendMessage","params":{}}', -32602],
    [
      "a message without an id",
      '{"jsonrpc":"2.0","id":1,"method":"SendMessage","params":{"message":{}}}',
      -32602,
    ],
    [
      "a tenant nobody registered",
      JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "SendMessage",
        params: { ...message("t"), tenant: "other" },
      }),
      -32602,
    ],
  ];
  it.each(CASES)("%s gets its code and goes nowhere", async (_what, body, code) => {
    upstream().forget();
    const answer = await raw(mesh(), "/a2a/worker", { badge: badge(), version: "1.0", method: "POST", body });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ jsonrpc: "2.0", error: { code } });
    expect(upstream().seen).toEqual([]);
  });

  it("an unknown version is refused as such", async () => {
    const answer = await rpc(mesh(), "worker", badge(), { ...send(), version: "2.7" });
    expect(answer.json).toMatchObject({
      error: { code: -32009, data: [{ reason: "VERSION_NOT_SUPPORTED" }] },
    });
  });

  it("a version or media type that is not served is told before anybody is asked to sign in", async () => {
    const version = await rpc(mesh(), "worker", undefined, { ...send(), version: "99.0" });
    expect(version.json).toMatchObject({ error: { code: -32009 } });
    const type = { version: "1.0", method: "POST", body: "x", headers: { "content-type": "text/plain" } };
    const media = await raw(mesh(), "/a2a/worker/message:send", type);
    expect(media).toMatchObject({
      status: 400,
      json: { error: { details: [{ reason: "CONTENT_TYPE_NOT_SUPPORTED" }] } },
    });
    expect((await rpc(mesh(), "worker", undefined, send())).status).toBe(401);
  });

  it("another content type is refused as such", async () => {
    const headers = { "content-type": "text/xml" };
    const answer = await raw(mesh(), "/a2a/worker", {
      badge: badge(),
      version: "1.0",
      method: "POST",
      body: "<a/>",
      headers,
    });
    expect(answer.json).toMatchObject({ error: { code: -32005 } });
  });

  it("a body over the limit is a 413", async () => {
    const body = JSON.stringify({ ...message("big"), filler: "x".repeat(1024 * 1024) });
    const answer = await raw(mesh(), "/a2a/worker/message:send", {
      badge: badge(),
      version: "1.0",
      method: "POST",
      body,
    });
    expect(answer.status).toBe(413);
  });

  it("an address that is none is a 404", async () => {
    for (const path of [
      "/a2a/worker/nothing",
      "/a2a/worker/tasks/x/y/z",
      "/a2a/worker/v1/tasks",
      "/a2a/worker/tasks/%zz",
    ]) {
      const answer = await raw(mesh(), path, { badge: badge() });
      expect(answer.status, path).toBe(404);
    }
  });
});

describe("an agent without push notifications", () => {
  it("is not asked for them", async () => {
    const params = {
      ...message(randomUUID()),
      configuration: { taskPushNotificationConfig: { url: "https://example.com" } },
    };
    upstream().forget();
    const answer = await rpc(mesh(), "silent", badge(), { method: "SendMessage", params });
    expect(answer.json).toMatchObject({ error: { code: -32003 } });
    expect(upstream().seen).toEqual([]);
  });
});

describe("what an agent sees", () => {
  it("is the message's own bytes, its version and extensions, and never the caller's badge", async () => {
    upstream().forget();
    const body = JSON.stringify({
      jsonrpc: "2.0",
      id: "x",
      method: "SendMessage",
      params: { ...message(`tck-message-response-${randomUUID()}`), unknown: { kept: true } },
    });
    const token = badge();
    const answer = await raw(mesh(), "/a2a/worker", {
      badge: token,
      version: "1.0",
      method: "POST",
      body,
      headers: { "a2a-extensions": "https://example.com/ext" },
    });
    expect(answer.json).toMatchObject({ id: "x", result: { message: {} } });
    const [seen] = upstream().seen;
    expect(seen?.body).toBe(body);
    expect(seen?.headers).toMatchObject({
      "a2a-version": "1.0",
      "a2a-extensions": "https://example.com/ext",
    });
    expect(JSON.stringify(seen)).not.toContain(token);
  });
});
