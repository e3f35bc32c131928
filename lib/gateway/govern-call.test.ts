import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { errorResponse } from "@/lib/core/error-http";
import { answerResponse } from "./answer-response";
import { authenticate } from "./authenticate";
import { governCall } from "./govern-call";
import { readInbound } from "./inbound";
import type { Mesh } from "./mesh";
import { readBody } from "./read-body";
import { testMesh } from "./testing/test-mesh";

/** The smallest door: one path, the body goes to the callee as it is. */
function echoDoor(mesh: Mesh): Hono {
  const app = new Hono();
  app.post("/call/:name", async (c) => {
    try {
      const principal = await authenticate(mesh, c.req.raw);
      const body = await readBody(c.req.raw, mesh.config.maxBodyBytes);
      const key = c.req.header("idempotency-key");
      const answer = await governCall(
        mesh,
        principal,
        {
          protocol: "openai",
          method: "echo",
          action: "useModel",
          callee: { kind: "model", name: c.req.param("name") },
          payload: { contentType: "application/json", body },
          ...(key ? { idempotencyKey: key } : {}),
          async forward(hop) {
            const reply = await hop.send({
              method: "POST",
              url: hop.asset.spec.url,
              headers: { "content-type": "application/json" },
              body,
            });
            const headers = { "content-type": String(reply.headers["content-type"]) };
            if (c.req.query("stream")) {
              return {
                kind: "stream",
                status: reply.status,
                headers,
                body: reply.body,
                upstreamStatus: reply.status,
              };
            }
            const text = await reply.text();
            const failure =
              reply.status >= 400
                ? { code: "upstream_error" as const, message: `status ${reply.status}` }
                : undefined;
            const usage = { model: "m", inputTokens: 10, outputTokens: 3 };
            return {
              kind: "whole",
              status: reply.status,
              headers,
              body: text,
              upstreamStatus: reply.status,
              usage,
              ...(failure ? { failure } : {}),
            };
          },
        },
        readInbound(c.req.raw),
      );
      return await answerResponse(answer, c.req.raw);
    } catch (err) {
      return errorResponse(err);
    }
  });
  return app;
}

const test_ = testMesh(echoDoor);
let upstream: Server;
let upstreamUrl: string;
let seen: { headers: IncomingMessage["headers"]; body: string }[] = [];
let answer: (req: IncomingMessage, res: ServerResponse, body: string) => void;

beforeAll(async () => {
  upstream = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      seen.push({ headers: req.headers, body });
      answer(req, res, body);
    });
  });
  await new Promise<void>((done) => upstream.listen(0, "127.0.0.1", done));
  upstreamUrl = `http://127.0.0.1:${(upstream.address() as { port: number }).port}/`;
  const price = { currency: "USD", input: "0.15", output: "0.6" };
  const spec = {
    api: "openai" as const,
    url: upstreamUrl,
    upstreamModel: "m",
    capabilities: ["chat" as const],
    auth: { type: "badge" as const },
    price,
  };
  await test_().register("model", "open", spec);
  await test_().register("model", "closed", spec);
  await test_().policy(`
    @id("allow-open") permit(principal == Agent::"alice", action == Action::"useModel", resource == Model::"open");
    @id("no-closed") @reason("It is closed.") @remedy("Ask its owner.") forbid(principal, action, resource == Model::"closed");`);
});
afterAll(() => {
  upstream.closeAllConnections();
  upstream.close();
});
beforeEach(() => {
  seen = [];
  answer = (_req, res, body) => {
    res.writeHead(200, { "content-type": "application/json" });
    res.end(JSON.stringify({ echo: body }));
  };
});

function call(
  name: string,
  body: string,
  headers: Record<string, string> = {},
  query = "",
): Promise<Response> {
  const badge = test_().badge({ agent: "alice" });
  return fetch(`${test_().url}/call/${name}${query}`, {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${badge}`, ...headers },
  });
}

async function rowOf(callId: string | null) {
  const [row] = await test_().mesh.database.sql`select * from calls where id = ${callId}`;
  return row;
}

test("an allowed call reaches the callee with the mesh's badge and is on record from intent to cost", async () => {
  const response = await call("open", '{"hello":1}', {
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  });
  expect(response.status).toBe(200);
  const id = response.headers.get("signalbox-call-id");
  const row = await rowOf(id);
  expect(row).toMatchObject({
    status: "completed",
    decision: "allow",
    policies: ["allow-open"],
    caller_id: "alice",
    callee_name: "open",
    trace_id: "0af7651916cd43dd8448eb211c80319c",
    parent_span_id: "b7ad6b7169203331",
    input_tokens: "10",
    output_tokens: "3",
    cost: "0.000003300000",
    currency: "USD",
  });
  expect(Number(row?.upstream_us)).toBeGreaterThan(0);
  expect(Number(row?.upstream_us)).toBeLessThan(Number(row?.duration_us));
  expect(seen).toHaveLength(1);
  expect(seen[0]?.headers.traceparent).toBe(`00-0af7651916cd43dd8448eb211c80319c-${row?.span_id}-01`);
  expect(seen[0]?.headers.authorization).toMatch(/^Bearer ey/);
  expect(seen[0]?.headers.authorization).not.toContain(test_().badge({ agent: "alice" }).split(".")[1]);
  const { sql } = test_().mesh.database;
  const entries = await sql`select type, outcome from audit_entries where call_id = ${id} order by id`;
  expect(entries.map((entry) => entry.type)).toEqual([
    "io.signalbox.call.admitted",
    "io.signalbox.call.completed",
  ]);
  const payloads = await sql`select direction, body from payloads where call_id = ${id} order by direction`;
  expect(payloads).toEqual([
    { direction: "request", body: '{"hello":1}' },
    { direction: "response", body: JSON.stringify({ echo: '{"hello":1}' }) },
  ]);
});

test("a denied call sends nothing, says code, policy and remedy, and leaves one entry", async () => {
  const response = await call("closed", "{}");
  expect(response.status).toBe(403);
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  expect(error).toMatchObject({
    code: "policy_denied",
    message: "It is closed.",
    policies: ["no-closed"],
    remedy: { message: "Ask its owner." },
  });
  expect(seen).toHaveLength(0);
  expect(await rowOf(String(error.call_id))).toMatchObject({ status: "denied", error_code: "policy_denied" });
  const entries = await test_().mesh.database
    .sql`select type from audit_entries where call_id = ${String(error.call_id)}`;
  expect(entries).toEqual([{ type: "io.signalbox.call.denied" }]);
});

test("a call without or with a broken badge is refused and on record", async () => {
  const none = await fetch(`${test_().url}/call/open`, { method: "POST", body: "{}" });
  expect(none.status).toBe(401);
  const broken = await call("open", "{}", { authorization: "Bearer abc.def.ghi" });
  expect(broken.status).toBe(401);
  expect(seen).toHaveLength(0);
  const entries = await test_().mesh.database
    .sql`select outcome from audit_entries where type = 'io.signalbox.authentication.refused'`;
  expect(entries.length).toBe(2);
});

test("a hundred repetitions at once have one effect and a hundred equal answers", async () => {
  const responses = await Promise.all(
    Array.from({ length: 100 }, () => call("open", '{"n":1}', { "idempotency-key": "k1" })),
  );
  const bodies = await Promise.all(responses.map((response) => response.text()));
  expect(new Set(bodies).size).toBe(1);
  expect(new Set(responses.map((response) => response.status))).toEqual(new Set([200]));
  expect(seen).toHaveLength(1);
  const other = await call("open", '{"n":2}', { "idempotency-key": "k1" });
  expect(other.status).toBe(422);
  expect(seen).toHaveLength(1);
});

test("a stream passes on as it comes and its outcome is on record when it ends", async () => {
  let release: () => void = () => {};
  answer = (_req, res) => {
    res.writeHead(200, { "content-type": "text/event-stream" });
    res.write("data: 1\n\n");
    release = () => res.end("data: 2\n\n");
  };
  const response = await call("open", "{}", {}, "?stream=1");
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe("data: 1\n\n");
  const id = response.headers.get("signalbox-call-id");
  expect(await rowOf(id)).toMatchObject({ status: "admitted" });
  release();
  let rest = "";
  for (let next = await reader.read(); !next.done; next = await reader.read())
    rest += new TextDecoder().decode(next.value);
  expect(rest).toBe("data: 2\n\n");
  expect(await rowOf(id)).toMatchObject({ status: "completed", response_bytes: "18" });
});

test("a caller that goes away ends the upstream and is recorded as cancelled", async () => {
  const closed = new Promise<void>((resolve) => {
    answer = (_req, res) => {
      res.on("close", resolve);
      res.writeHead(200, { "content-type": "text/event-stream" });
      res.write("data: 1\n\n");
    };
  });
  const controller = new AbortController();
  const badge = test_().badge({ agent: "alice" });
  const response = await fetch(`${test_().url}/call/open?stream=1`, {
    method: "POST",
    body: "{}",
    headers: { authorization: `Bearer ${badge}` },
    signal: controller.signal,
  });
  await (response.body as ReadableStream<Uint8Array>).getReader().read();
  const id = response.headers.get("signalbox-call-id");
  controller.abort();
  await closed;
  await expect.poll(async () => (await rowOf(id))?.status).toBe("cancelled");
});

test("a callee that cannot be reached is a failed call with a stable code", async () => {
  const spec = {
    api: "openai" as const,
    url: "http://127.0.0.1:1/",
    upstreamModel: "m",
    capabilities: ["chat" as const],
    auth: { type: "none" as const },
  };
  await test_().register("model", "gone", spec);
  await test_().policy('permit(principal, action, resource == Model::"gone");', "gone-policy");
  const response = await call("gone", "{}");
  expect(response.status).toBe(502);
  const { error } = (await response.json()) as { error: { code: string; call_id: string } };
  expect(error.code).toBe("upstream_unreachable");
  expect(await rowOf(error.call_id)).toMatchObject({ status: "failed", error_code: "upstream_unreachable" });
});

test("text that PostgreSQL cannot hold is recorded all the same", async () => {
  const response = await call("open", '{"a":"\\u0000\u0000 \\ud800"}');
  expect(response.status).toBe(200);
  expect(await rowOf(response.headers.get("signalbox-call-id"))).toMatchObject({ status: "completed" });
});

test("a stream whose reader leaves before the first piece is recorded as cancelled and not left open", async () => {
  const { mesh } = test_();
  async function* pieces() {
    yield "never read";
  }
  const principal = await authenticate(
    mesh,
    new Request("http://mesh.test/", {
      headers: { authorization: `Bearer ${test_().badge({ agent: "alice" })}` },
    }),
  );
  const answered = await governCall(
    mesh,
    principal,
    {
      protocol: "openai",
      method: "echo",
      action: "useModel",
      callee: { kind: "model", name: "open" },
      payload: { contentType: "application/json", body: "{}" },
      forward: async () => ({
        kind: "stream",
        status: 200,
        headers: {},
        body: pieces(),
        upstreamStatus: 200,
      }),
    },
    {
      traceparent: undefined,
      tracestate: undefined,
      timeoutMs: undefined,
      signal: new AbortController().signal,
    },
  );
  const response = await answerResponse(answered);
  await response.body?.cancel();
  expect(await rowOf(answered.callId)).toMatchObject({ status: "cancelled" });
  expect(mesh.inFlight.size).toBe(0);
});
