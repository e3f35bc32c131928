import { LegacyJsonRpcTransportHandler } from "@a2a-js/sdk/compat/v0_3/server";
import { ServerCallContext } from "@a2a-js/sdk/server";
import { MeshError } from "@/lib/core/errors";
import { asObject, type JsonObject } from "../operation";
import { PeerRequestHandler } from "./peer-request-handler";

/**
 * A 1.0 card as one of 0.3, by the SDK's own translation. Interfaces of other generations than 0.3 are left out.
 * @throws MeshError `unsupported_version` for a card without an interface of 0.3
 */
export async function legacyCard(card: JsonObject): Promise<JsonObject> {
  const handler = new PeerRequestHandler({
    call: async () => card,
    async *stream() {},
  });
  const request = { jsonrpc: "2.0", id: null, method: "agent/getAuthenticatedExtendedCard" };
  const out = await new LegacyJsonRpcTransportHandler(handler).handle(request, new ServerCallContext());
  const result = asObject((out as unknown as JsonObject).result);
  if (!result) {
    throw new MeshError("unsupported_version", "The agent's card cannot be told in A2A 0.3.");
  }
  return result;
}
