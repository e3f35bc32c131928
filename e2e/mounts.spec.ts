import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { expect, test } from "playwright/test";
import { freePort } from "./support/free-port";

const home = process.env.E2E_HOME ?? "";
const server = `http://localhost:${process.env.E2E_PORT}`;
let routes = "";
let child: ChildProcess | undefined;

/**
 * The gateway is mounted twice: by the server in front of Next.js, and as Next.js route handlers. This starts Next.js alone over the same data and holds both to the same answers.
 */
test.beforeAll(async () => {
  const port = await freePort();
  routes = `http://localhost:${port}`;
  child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "--port", String(port)], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      SIGNALBOX_HOME: home,
      SIGNALBOX_URL: server,
      SIGNALBOX_LOG: "warn",
    },
    stdio: "ignore",
  });
  await expect
    .poll(
      () =>
        fetch(`${routes}/readyz`).then(
          (r) => r.status,
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(200);
});
test.afterAll(async () => {
  const running = child;
  if (!running || running.exitCode !== null) return;
  const gone = new Promise((done) => running.once("exit", done));
  running.kill("SIGTERM");
  await gone;
});

async function badge(origin: string): Promise<string> {
  const operator = JSON.parse(readFileSync(join(home, "operator.json"), "utf8")) as Record<string, string>;
  const response = await fetch(`${origin}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${operator.client_id}:${operator.client_secret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  expect(response.status).toBe(200);
  return ((await response.json()) as { access_token: string }).access_token;
}

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const message = (text: string) => ({
  message: { messageId: crypto.randomUUID(), role: "ROLE_USER", parts: [{ text }] },
});
const a2a = { "a2a-version": "1.0" };

const REQUESTS: [name: string, path: string, init: () => RequestInit][] = [
  ["metadata", "/.well-known/oauth-authorization-server", () => ({})],
  ["key set", "/oauth/jwks", () => ({})],
  ["API document", "/api/v1/openapi.json", () => ({})],
  ["discovery by skill", "/api/v1/discover?kind=agent", () => ({})],
  ["agent card", "/a2a/tracker/.well-known/agent-card.json", () => ({ headers: a2a })],
  ["the mesh's own card", "/.well-known/agent-card.json", () => ({ headers: a2a })],
  [
    "a question to the mesh over A2A",
    "/a2a",
    () => json({ jsonrpc: "2.0", id: 1, method: "SendMessage", params: message("customer") }, a2a),
  ],
  [
    "a question to the mesh over HTTP+JSON",
    "/a2a/-/message:send",
    () => json({ message: { ...message("").message, parts: [{ data: { skill: "taxonomy" } }] } }, a2a),
  ],
  [
    "A2A message",
    "/a2a/tracker",
    () =>
      json(
        {
          jsonrpc: "2.0",
          id: 1,
          method: "SendMessage",
          params: message("Give me an overview of customer C-1042."),
        },
        a2a,
      ),
  ],
  [
    "A2A over HTTP+JSON",
    "/a2a/tracker/message:send",
    () => json(message("Give me an overview of customer C-1042."), a2a),
  ],
  [
    "A2A to an unknown agent",
    "/a2a/nobody",
    () => json({ jsonrpc: "2.0", id: 1, method: "SendMessage", params: message("x") }, a2a),
  ],
  [
    "MCP tools",
    "/mcp",
    () =>
      json({
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } },
      }),
  ],
  [
    "chat",
    "/v1/chat/completions",
    () => json({ model: "scripted-chat", messages: [{ role: "user", content: "hello" }] }),
  ],
  [
    "streamed chat",
    "/v1/chat/completions",
    () => json({ model: "scripted-chat", stream: true, messages: [{ role: "user", content: "hello" }] }),
  ],
  ["a body that is no JSON", "/v1/chat/completions", () => json("{")],
  ["audit key", "/audit/key", () => ({})],
  ["an unknown path", "/api/v1/nothing", () => ({})],
];

for (const [name, path, init] of REQUESTS) {
  test(`${name} is answered alike by both mounts`, async () => {
    const answers = [];
    for (const origin of [server, routes]) {
      const token = await badge(origin);
      const request = init();
      const response = await fetch(origin + path, {
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${token}` },
      });
      answers.push({
        status: response.status,
        type: response.headers.get("content-type")?.split(";")[0],
        governed: response.headers.has("signalbox-call-id"),
        body: shape(await response.text()),
      });
    }
    expect(answers[1]).toEqual(answers[0]);
  });
}

test("without a badge both refuse", async () => {
  for (const origin of [server, routes]) {
    expect((await fetch(`${origin}/v1/models`)).status).toBe(401);
    expect((await fetch(`${origin}/api/v1/domains`)).status).toBe(401);
  }
});

/** The structure of a body: names and types, without ids, times and numbers that differ from call to call. */
function shape(text: string): unknown {
  try {
    return shapeOf(JSON.parse(text));
  } catch {
    return text.replaceAll(/[0-9a-f-]{8,}|\d+/g, "#");
  }
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeOf(member)]));
}

for (const path of ["/healthz", "/a2a/nobody", "/sign-in"]) {
  test(`an offer to upgrade on ${path} is answered as if it offered nothing`, async () => {
    const { hostname, port } = new URL(server);
    // Java's HttpClient offers HTTP/2 with every first request in the clear (RFC 9113 section 3.1).
    const offer = {
      connection: "Upgrade, HTTP2-Settings",
      upgrade: "h2c",
      "http2-settings": "AAMAAABkAAQAAP__",
    };
    const status = await new Promise<number>((resolve, reject) => {
      const asked = request({ hostname, port, path, headers: offer }, (res) => {
        resolve(res.statusCode ?? 0);
        res.destroy();
      });
      asked.on("upgrade", () => reject(new Error("upgraded")));
      asked.setTimeout(10_000, () => reject(new Error("no answer")));
      asked.on("error", reject);
      asked.end();
    });
    expect(status).toBe(path === "/a2a/nobody" ? 401 : 200);
  });
}
