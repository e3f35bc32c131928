import type { CallMethod, Peer, StreamMethod } from "../agent/peer";
import { isStreaming, type JsonObject, type Operation } from "../operation";
import { legacyHttpJsonFront } from "./legacy-http-json-front";
import { legacyJsonRpcFront } from "./legacy-json-rpc-front";

/** What an operation brought, in the payloads of the caller's wire. */
export type Fronted = { result: unknown } | { events: AsyncGenerator<JsonObject, void> };

/** Carries an operation from any wire out at a peer of 1.0. */
export async function front(operation: Operation, peer: Peer): Promise<Fronted> {
  if (operation.generation === "0.3") {
    return operation.binding === "JSONRPC"
      ? legacyJsonRpcFront(operation, peer)
      : legacyHttpJsonFront(operation, peer);
  }
  const { method, params } = operation;
  if (isStreaming(method)) return { events: generate(peer.stream(method as StreamMethod, params)) };
  return { result: await peer.call(method as CallMethod, params) };
}

export async function* generate<T>(items: AsyncIterable<T>): AsyncGenerator<T, void> {
  yield* items;
}
