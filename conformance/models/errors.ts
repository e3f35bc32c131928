import { strict as assert } from "node:assert";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import type { Feature } from "./features";
import type { Lane } from "./lane";
import type { Asked } from "./script";
import { json } from "./vendor-server";

const hello: Asked = { turns: [{ role: "user", parts: [{ text: "Hello" }] }], limit: 300 };

type ErrorClass =
  | "BadRequestError"
  | "AuthenticationError"
  | "PermissionDeniedError"
  | "NotFoundError"
  | "RateLimitError"
  | "InternalServerError";

/** What a provider's status becomes at the client: its class, and the status if it changes. */
const FROM_PROVIDER: readonly [status: number, raised: ErrorClass, shown?: number][] = [
  [400, "BadRequestError"],
  // The provider refuses the mesh's key: not the caller's fault, so no authentication error.
  [401, "InternalServerError", 502],
  [403, "InternalServerError", 502],
  [404, "NotFoundError"],
  [429, "RateLimitError"],
  [500, "InternalServerError"],
  [503, "InternalServerError"],
];

export const ERRORS: readonly Feature[] = [
  ...FROM_PROVIDER.map(([status, raised, shown = status]) => ({
    name: `the provider's ${status}`,
    async run(lane: Lane) {
      const message = `said ${status}`;
      const error =
        lane.provider === "openai"
          ? { error: { message, type: "vendor_type", param: null, code: "vendor_code" } }
          : { type: "error", error: { type: "vendor_type", message } };
      lane.vendor.answer = json(status, error, {
        "retry-after": "7",
        "request-id": "req-1",
        "x-request-id": "req-1",
      });
      const err = await failure(lane.ask(hello));
      assertRaised(lane, err, raised);
      assert.equal(err.status, shown);
      if (shown !== status)
        return assert.ok(!JSON.stringify(err.error).includes("said"), "the provider's words got out");
      assert.ok(err.message.includes(message), err.message);
      assert.equal(err.headers?.get("retry-after"), "7");
      assert.equal(err.requestID, "req-1");
      assert.equal((await lane.recorded()).status, "failed");
    },
  })),
  {
    name: "no badge",
    async run(lane) {
      assertRaised(lane, await failure(lane.ask(hello, { badge: "none" })), "AuthenticationError");
    },
  },
  {
    name: "a denial",
    async run(lane) {
      lane.vendor.seen.length = 0;
      assertRaised(lane, await failure(lane.ask(hello, { model: "closed" })), "PermissionDeniedError");
      assert.equal(lane.vendor.seen.length, 0);
    },
  },
  {
    name: "a model that there is not",
    async run(lane) {
      assertRaised(lane, await failure(lane.ask(hello, { model: "nothing" })), "NotFoundError");
    },
  },
  {
    name: "an answer that is not in the provider's format",
    async run(lane) {
      lane.vendor.answer = (res) => res.writeHead(200, { "content-type": "application/json" }).end("<html>");
      assertRaised(lane, await failure(lane.ask(hello)), "InternalServerError");
    },
  },
  {
    name: "a stream that breaks is no whole answer",
    async run(lane) {
      lane.vendor.answer = (res) => {
        res.writeHead(200, { "content-type": "text/event-stream" });
        res.write(firstEvents(lane), () => res.destroy());
      };
      await failure(lane.ask(hello, { streamed: true }));
      assert.equal((await settled(lane)).status, "failed");
    },
  },
  {
    name: "a caller that leaves ends the provider within a second and pays for what went through",
    async run(lane) {
      const leave = new AbortController();
      const closed = new Promise<number>((done) => {
        lane.vendor.answer = (res) => {
          res.on("close", () => done(performance.now()));
          res.writeHead(200, { "content-type": "text/event-stream" });
          res.write(firstEvents(lane), () => setTimeout(() => leave.abort(), 50));
        };
      });
      const left = new Promise<number>((done) =>
        leave.signal.addEventListener("abort", () => done(performance.now())),
      );
      await failure(lane.ask(hello, { streamed: true, signal: leave.signal }));
      assert.ok((await closed) - (await left) < 1000);
      const { status, usage } = await settled(lane);
      assert.equal(status, "cancelled");
      assert.equal((usage as { estimated?: boolean }).estimated, true);
    },
  },
];

/** What has no counterpart is refused before anything is sent, by name. */
export const REFUSALS: readonly Feature[] = [
  ...refusals("openai", "anthropic", [
    { n: 2 },
    { seed: 1 },
    { logprobs: true },
    { frequency_penalty: 0.5 },
    { response_format: { type: "json_object" } },
  ]),
  ...refusals("anthropic", "openai", [
    { top_k: 5 },
    { tools: [{ type: "web_search_20250305", name: "web_search" }] },
    { mcp_servers: [{ type: "url", url: "https://example.com", name: "x" }] },
  ]),
];

function refusals(
  client: Lane["client"],
  provider: Lane["provider"],
  extras: readonly Record<string, unknown>[],
): Feature[] {
  return extras.map((extra) => ({
    name: `${Object.keys(extra)[0]} is refused by name where it has no counterpart`,
    applies: (lane) => lane.client === client && lane.provider === provider,
    async run(lane) {
      lane.vendor.seen.length = 0;
      const err = await failure(lane.ask(hello, { extra }));
      assertRaised(lane, err, "BadRequestError");
      assert.ok(JSON.stringify(err.error).includes("unsupported_operation"), err.message);
      assert.ok(err.message.includes(Object.keys(extra)[0] ?? ""), err.message);
      assert.equal(lane.vendor.seen.length, 0);
    },
  }));
}

interface Raised {
  status: number | undefined;
  message: string;
  error: unknown;
  headers: Headers | undefined;
  requestID: string | null | undefined;
}

async function failure(asked: Promise<unknown>): Promise<Raised> {
  try {
    await asked;
  } catch (err) {
    return err as Raised;
  }
  throw new assert.AssertionError({ message: "nothing was raised" });
}

function assertRaised(lane: Lane, err: Raised, name: ErrorClass): void {
  const raised = lane.client === "openai" ? OpenAI[name] : Anthropic[name];
  assert.ok(
    err instanceof raised,
    `raised ${(err as object).constructor.name} instead of ${name}: ${err.message}`,
  );
}

function firstEvents({ provider }: Lane): string {
  const chunk = {
    id: "a",
    model: "m",
    choices: [{ index: 0, delta: { role: "assistant", content: "H" }, finish_reason: null }],
  };
  if (provider === "openai") return `data: ${JSON.stringify(chunk)}\n\n`;
  const message = { id: "a", type: "message", role: "assistant", model: "m", content: [], stop_reason: null };
  const start = {
    type: "message_start",
    message: { ...message, usage: { input_tokens: 9, output_tokens: 1 } },
  };
  const block = { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } };
  const delta = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "H" } };
  return [start, block, delta].map((one) => `event: ${one.type}\ndata: ${JSON.stringify(one)}\n\n`).join("");
}

/** The outcome of a stream is on record shortly after its caller has gone. */
async function settled(lane: Lane) {
  for (const deadline = Date.now() + 2000; Date.now() < deadline; ) {
    const found = await lane.recorded();
    if (found.status !== "admitted") return found;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new assert.AssertionError({ message: "the outcome was not recorded within two seconds" });
}
