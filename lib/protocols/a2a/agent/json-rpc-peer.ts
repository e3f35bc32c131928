import type { Hop } from "@/lib/gateway/call";
import { asObject, type JsonObject } from "../operation";
import { failureOfRpcError } from "./agent-failure";
import type { Peer } from "./peer";
import { readEvents } from "./read-events";
import { checkRpcReply, isEventStream, parseReply } from "./read-reply";

const ID = 1;

/** An agent that speaks A2A 1.0 over JSON-RPC. @param headers version and extensions */
export function jsonRpcPeer(hop: Hop, url: string, headers: Record<string, string>): Peer {
  const send = (method: string, params: JsonObject, accept: string) =>
    hop.send({
      method: "POST",
      url,
      headers: { ...headers, "content-type": "application/json", accept },
      body: JSON.stringify({ jsonrpc: "2.0", id: ID, method, params }),
    });
  return {
    async call(method, params) {
      const response = await send(method, params, "application/json");
      return resultOf(parseReply(response.status, await response.text()));
    },
    async *stream(method, params) {
      const response = await send(method, params, "text/event-stream");
      if (!isEventStream(response)) {
        const result = resultOf(parseReply(response.status, await response.text()));
        if (result) yield result;
        return;
      }
      for await (const event of readEvents(response, hop.signal)) {
        const result = resultOf(event.data);
        if (result) yield result;
      }
    },
  };
}

function resultOf(reply: JsonObject): JsonObject | null {
  checkRpcReply(reply, ID);
  const error = asObject(reply.error);
  if (error) throw failureOfRpcError(error);
  return asObject(reply.result) ?? null;
}
