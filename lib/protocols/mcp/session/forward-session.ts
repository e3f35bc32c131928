import type { GovernedAnswer, Hop, Inbound } from "@/lib/gateway/call";
import { governCall } from "@/lib/gateway/govern-call";
import type { Principal } from "@/lib/identity/principal";
import { callIntent, type McpCall, traced } from "../call-intent";
import { readdress } from "../readdress";
import type { McpState } from "../state";
import { calledTool, shownWithTasks } from "../tasks/shown-tasks";
import { isGone, passOn } from "../upstream/pass-on";
import { postToSession } from "../upstream/post";
import { isRequest } from "../wire/messages";
import { sessionNotFound } from "../wire/rejection";
import { sealEventId } from "./event-id";
import type { McpSession } from "./sessions";

/**
 * Carries a message of a revision with sessions to a callee that speaks one too. Nothing is translated: the client's session is the callee's under another id, so ids of requests, progress tokens,
 * cancellations and the callee's own requests mean the same on both sides.
 * @throws MeshError, McpRejection; 404 when the callee ended the session
 */
export async function governSession(
  state: McpState,
  principal: Principal,
  inbound: Inbound,
  call: McpCall,
  session: McpSession | undefined,
  revision: string | undefined,
): Promise<GovernedAnswer> {
  const { message, text } = call;
  const headers = { id: session?.upstreamId, revision: revision ?? session?.protocolVersion };
  const forward = async (hop: Hop<"mcp-server">) => {
    const response = await postToSession((request) => hop.send(request), hop.asset.spec.url, headers, text);
    return passOn(response, {
      shown: shownWithTasks({ state, principal, server: hop.asset, tool: calledTool(message) }),
      ...(session ? { eventId: (id: string) => sealEventId(session.eventKey, id) } : {}),
    });
  };
  try {
    const answer = await governCall(
      state.mesh,
      principal,
      { ...callIntent(call, state, principal), forward },
      traced(inbound, message),
    );
    if (answer.status === 404 && session) await endAndThrow(state, session);
    return isRequest(message) ? readdress(answer, message.id) : answer;
  } catch (err) {
    if (isGone(err) && session) await endAndThrow(state, session);
    throw err;
  }
}

async function endAndThrow(state: McpState, session: McpSession): Promise<never> {
  await state.sessions.close(session);
  throw sessionNotFound();
}
