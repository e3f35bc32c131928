import { LegacyJsonRpcTransportHandler } from "@a2a-js/sdk/compat/v0_3/server";
import { ServerCallContext } from "@a2a-js/sdk/server";
import { textOf } from "@/lib/core/text-of";
import type { Peer } from "../agent/peer";
import { invalidParams } from "../errors";
import { asObject, type JsonObject, METHODS, type Operation } from "../operation";
import type { Fronted } from "./front";
import { PeerRequestHandler } from "./peer-request-handler";

/** The JSON-RPC binding of 0.3, by the SDK's own translation between the generations. @throws A2aError INVALID_PARAMS for what does not translate */
export async function legacyJsonRpcFront(operation: Operation, peer: Peer): Promise<Fronted> {
  const handler = new PeerRequestHandler(peer);
  const request = {
    jsonrpc: "2.0",
    id: operation.rpcId,
    method: METHODS[operation.method] ?? "",
    params: operation.params,
  };
  const out = await new LegacyJsonRpcTransportHandler(handler).handle(request, new ServerCallContext());
  if (Symbol.asyncIterator in out) return { events: results(out) };
  // The handler turns every exception into an error of its own; ours says more.
  if (handler.thrown !== undefined) throw handler.thrown;
  const reply = out as unknown as JsonObject;
  const error = asObject(reply.error);
  if (error) throw invalidParams(textOf(error.message));
  return { result: reply.result ?? null };
}

async function* results(envelopes: AsyncIterable<unknown>): AsyncGenerator<JsonObject, void> {
  for await (const envelope of envelopes) {
    const result = asObject(asObject(envelope)?.result);
    if (result) yield result;
  }
}
