import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Hono } from "hono";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { errorResponse } from "@/lib/core/error-http";
import { answerResponse } from "../answer-response";
import { authenticate } from "../authenticate";
import { governCall } from "../govern-call";
import { readInbound } from "../inbound";
import type { Mesh } from "../mesh";
import { readBody } from "../read-body";
import { testMesh } from "./test-mesh";

type Answer = (req: IncomingMessage, res: ServerResponse, body: string) => void;

/**
 * A mesh with the smallest door there is and a callee behind it that tells what it was sent. The agent `alice` may call the model `open`, nobody may call `closed`. For the length of the test file.
 */
export function echoMesh() {
  const mesh = testMesh(echoDoor);
  let upstream: Server | undefined;
  const echo = {
    test: mesh,
    /** What has reached the callee in this test. */
    seen: [] as { headers: IncomingMessage["headers"]; body: string }[],
    /** How the callee answers; in each test at first with what it was sent. */
    answer: echoed as Answer,
    call(name: string, body: string, headers: Record<string, string> = {}, query = ""): Promise<Response> {
      const badge = mesh().badge({ agent: "alice" });
      return fetch(`${mesh().url}/call/${name}${query}`, {
        method: "POST",
        body,
        headers: { authorization: `Bearer ${badge}`, ...headers },
      });
    },
    async rowOf(callId: string | null) {
      const [row] = await mesh().mesh.database.sql`select * from calls where id = ${callId}`;
      return row;
    },
  };
  beforeAll(async () => {
    upstream = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on("data", (chunk: Buffer) => chunks.push(chunk));
      req.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        echo.seen.push({ headers: req.headers, body });
        echo.answer(req, res, body);
      });
    });
    await new Promise<void>((done) => upstream?.listen(0, "127.0.0.1", done));
    const spec = {
      api: "openai" as const,
      url: `http://127.0.0.1:${(upstream.address() as { port: number }).port}/`,
      upstreamModel: "m",
      capabilities: ["chat" as const],
      auth: { type: "badge" as const },
      price: { currency: "USD", input: "0.15", output: "0.6" },
    };
    await mesh().register("model", "open", spec);
    await mesh().register("model", "closed", spec);
    await mesh().policy(POLICIES);
  });
  afterAll(() => {
    upstream?.closeAllConnections();
    upstream?.close();
  });
  beforeEach(() => {
    echo.seen = [];
    echo.answer = echoed;
  });
  return echo;
}

const POLICIES = `
    @id("allow-open") permit(principal == Agent::"alice", action == Action::"useModel", resource == Model::"open");
    @id("no-closed") @reason("It is closed.") @remedy("Ask its owner.") forbid(principal, action, resource == Model::"closed");`;

const echoed: Answer = (_req, res, body) => {
  res.writeHead(200, { "content-type": "application/json" });
  res.end(JSON.stringify({ echo: body }));
};

/** One path, the body goes to the callee as it is. */
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
