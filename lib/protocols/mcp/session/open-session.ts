import { MeshError } from "@/lib/core/errors";
import type { GovernedAnswer } from "@/lib/gateway/call";
import { governCall } from "@/lib/gateway/govern-call";
import { callIntent, type McpCall, traced } from "../call-intent";
import type { DoorRequest } from "../door";
import { answerOf } from "../upstream/answer-of";
import { shownTo } from "../upstream/exchange";
import { postToSession } from "../upstream/post";
import { readMessages, refusedByCallee } from "../upstream/read-messages";
import { isObject, isResponse, type Params, type RpcMessage, type RpcRequest } from "../wire/messages";
import { DEFAULT_SESSION_REVISION } from "../wire/revisions";
import { ownerOf } from "./owner";
import { newSessionId } from "./sessions";

/**
 * Carries `initialize` to a callee with sessions and opens the client's session over the callee's. Every client gets one, also where the callee keeps none: the seal of event ids and the client's revision hang on it.
 * @returns the answer and the session's id for the client
 */
export async function openSession(
  door: DoorRequest,
  call: McpCall<RpcRequest>,
): Promise<{ answer: GovernedAnswer; sessionId: string | undefined }> {
  const { state, principal, inbound } = door;
  const own = newSessionId();
  let upstreamId: string | undefined;
  let result: Params | undefined;
  const answer = await governCall(
    state.mesh,
    principal,
    {
      ...callIntent(call, state, principal),
      forward: async (hop) => {
        const headers = { id: undefined, revision: undefined };
        const response = await postToSession((r) => hop.send(r), hop.asset.spec.url, headers, call.text);
        if (response.status !== 200) {
          response.body.destroy();
          throw refusedByCallee(response.status);
        }
        const id = response.headers["mcp-session-id"];
        upstreamId = typeof id === "string" ? id : undefined;
        const said: RpcMessage[] = [];
        for await (const message of readMessages(response)) {
          said.push(shownTo(door, hop.asset, message));
          if (!isResponse(message)) continue;
          result = message.result;
          break;
        }
        if (!said.some(isResponse))
          throw new MeshError("upstream_invalid", "The callee did not answer initialize.");
        return answerOf(listed(said));
      },
    },
    { ...traced(inbound, call.message), conversation: own.idHash },
  );
  if (!result) return { answer, sessionId: undefined };
  const session = {
    server: call.server,
    owner: ownerOf(principal),
    upstreamId: upstreamId ?? null,
    protocolVersion:
      typeof result.protocolVersion === "string" ? result.protocolVersion : DEFAULT_SESSION_REVISION,
    ...clientOf(call.message),
  };
  const sessionId = await state.sessions.open(session, own);
  return { answer, sessionId };
}

/** What a client says of itself in `initialize`. */
export function clientOf(message: RpcRequest): { clientInfo: Params; clientCapabilities: Params } {
  const { clientInfo, capabilities } = message.params ?? {};
  return {
    clientInfo: isObject(clientInfo) ? clientInfo : { name: "unknown", version: "0" },
    clientCapabilities: isObject(capabilities) ? capabilities : {},
  };
}

async function* listed(messages: readonly RpcMessage[]): AsyncGenerator<RpcMessage> {
  yield* messages;
}
