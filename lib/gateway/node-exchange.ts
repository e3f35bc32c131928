import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
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
    exchanges.set(request, env as NodeExchange);
    return fetch(request, env as NodeExchange);
  };
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
      if (!outgoing.write(chunk)) await Promise.race([once(outgoing, "drain"), once(outgoing, "close")]);
    }
    outgoing.end();
  } catch {
    // The failure is on record; the caller sees a connection that broke.
    outgoing.destroy();
  }
  return new Response(null, ALREADY_SENT);
}
