import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "@/lib/core/log";
import type { Answer } from "./call";

/** The node:http pair behind a web request, where there is one. */
export interface NodeExchange {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

/**
 * Web requests and responses over node:http cost a call more than ruling it: their bodies are web streams. On the hot path the body is read from, and the answer written to, the
 * connection itself; mounts without node:http (Next.js route handlers) go the web way.
 */
const exchanges = new WeakMap<Request, NodeExchange>();

type Fetch = (request: Request, env: NodeExchange) => Response | Promise<Response>;

/** A handler for the server adapter that remembers which connection each request came over. */
export function withExchange(fetch: Fetch): (request: Request, env: unknown) => Response | Promise<Response> {
  return (request, env) => {
    const exchange = env as NodeExchange;
    exchanges.set(request, exchange);
    const answered = fetch(request, exchange);
    return answered instanceof Promise
      ? answered.then((response) => passOn(response, exchange))
      : passOn(answered, exchange);
  };
}

/** The adapter tells a stream's reader why it broke, in the words of the error. A stream that breaks here just ends, and the log has the reason. */
function passOn(response: Response, exchange: NodeExchange): Response | Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  return response.body && STREAMED.test(type) ? writeStream(response, response.body, exchange) : response;
}

const STREAMED = /^(?:text\/event-stream|application\/x-ndjson)\b/;

async function writeStream(
  response: Response,
  body: ReadableStream<Uint8Array>,
  { outgoing }: NodeExchange,
): Promise<Response> {
  const reader = body.getReader();
  const onClose = () => void reader.cancel().catch(() => {});
  outgoing.once("close", onClose);
  try {
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.flushHeaders();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (!outgoing.write(next.value)) await takesMore(outgoing);
    }
    outgoing.end();
  } catch (err) {
    if (!outgoing.destroyed) log.warn({ err }, "a stream broke");
    outgoing.destroy();
  } finally {
    outgoing.off("close", onClose);
  }
  return new Response(null, ALREADY_SENT);
}

/** Resolves when the connection takes more, or is gone. What was waited for in vain is let go: a stream of hours waits thousands of times. */
async function takesMore(outgoing: ServerResponse): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  try {
    await Promise.race([once(outgoing, "drain", { signal }), once(outgoing, "close", { signal })]);
  } finally {
    settled.abort();
  }
}

export function exchangeOf(request: Request): NodeExchange | undefined {
  return exchanges.get(request);
}

/** Says to the listener that the answer is on the connection already (the header of `@hono/node-server/utils/response`). */
const ALREADY_SENT = { headers: { "x-hono-already-sent": "true" } };

/** Writes an answer to the connection and resolves when it is complete, or when the caller is gone. A stream that fails ends the connection, so it cannot pass for complete. */
export async function writeAnswer(answer: Answer, { outgoing }: NodeExchange): Promise<Response> {
  if (answer.kind === "whole") {
    const length = Buffer.byteLength(answer.body);
    outgoing.writeHead(
      answer.status,
      length > 0 ? { ...answer.headers, "content-length": length } : answer.headers,
    );
    outgoing.end(answer.body);
    return new Response(null, ALREADY_SENT);
  }
  outgoing.writeHead(answer.status, answer.headers);
  outgoing.flushHeaders();
  try {
    for await (const chunk of answer.body) {
      if (outgoing.destroyed) break;
      if (!outgoing.write(chunk)) await takesMore(outgoing);
    }
    outgoing.end();
  } catch {
    // The failure is on record; the caller sees a connection that broke.
    outgoing.destroy();
  }
  return new Response(null, ALREADY_SENT);
}
