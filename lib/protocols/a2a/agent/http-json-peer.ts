import { MeshError } from "@/lib/core/errors";
import { trimEnd } from "@/lib/core/trim-end";
import type { Hop } from "@/lib/gateway/call";
import { httpJsonAddress } from "../http-json-routes";
import { asObject, type JsonObject, type Method } from "../operation";
import { failureOfStatus } from "./agent-failure";
import type { Peer } from "./peer";
import { readEvents } from "./read-events";
import { isEventStream, parseReply } from "./read-reply";

/** An agent that speaks A2A 1.0 over HTTP+JSON. @param headers version and extensions */
export function httpJsonPeer(hop: Hop, url: string, headers: Record<string, string>): Peer {
  const base = trimEnd(url, "/");
  const send = (method: Method, params: JsonObject, accept: string) => {
    const { verb, path } = httpJsonAddress(method, params);
    const body = verb === "POST" ? bodyOf(method, params) : undefined;
    return hop.send({
      method: verb,
      url: base + path,
      headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}), accept },
      ...(body ? { body } : {}),
    });
  };
  return {
    async call(method, params) {
      const response = await send(method, params, "application/a2a+json, application/json");
      const text = await response.text();
      if (text === "" && response.status < 300) return null;
      return resultOf(response.status, parseReply(response.status, text));
    },
    async *stream(method, params) {
      const response = await send(method, params, "text/event-stream");
      if (!isEventStream(response)) {
        yield resultOf(response.status, parseReply(response.status, await response.text()));
        return;
      }
      for await (const event of readEvents(response, hop.signal)) {
        yield resultOf(event.isError ? 500 : 200, event.data);
      }
    },
  };
}

/** What the path does not hold already. */
function bodyOf(method: Method, params: JsonObject): string | undefined {
  const { tenant: _, ...rest } = params;
  if (method === "CancelTask" || method === "SubscribeToTask") {
    const { id: __, ...body } = rest;
    return Object.keys(body).length > 0 ? JSON.stringify(body) : undefined;
  }
  return JSON.stringify(rest);
}

function resultOf(status: number, reply: JsonObject): JsonObject {
  if (status < 400) return reply;
  const error = asObject(reply.error);
  if (!error) throw new MeshError("upstream_error", `The agent answered with HTTP status ${status}.`);
  throw failureOfStatus(typeof error.code === "number" ? error.code : status, error);
}
