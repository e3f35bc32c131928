import type { GovernedAnswer, Inbound } from "@/lib/gateway/call";
import { governCall } from "@/lib/gateway/govern-call";
import type { Principal } from "@/lib/identity/principal";
import { callIntent, type McpCall, traced } from "./call-intent";
import { readdress } from "./readdress";
import type { McpState } from "./state";
import { forwardBridged } from "./upstream/forward-bridged";
import { forwardModern } from "./upstream/forward-modern";
import { isRequest, type RpcNotification, type RpcRequest } from "./wire/messages";
import { erasOf } from "./wire/revisions";

export interface ModernCall extends McpCall<RpcRequest | RpcNotification> {
  paramHeaders: Readonly<Record<string, string>>;
}

/**
 * Carries a message of revision 2026-07-28 to a server through the pipeline; translated if the server speaks only revisions with sessions.
 * @throws MeshError, McpRejection
 */
export async function governModern(
  state: McpState,
  principal: Principal,
  inbound: Inbound,
  call: ModernCall,
): Promise<GovernedAnswer> {
  const { message, text, paramHeaders } = call;
  const answer = await governCall(
    state.mesh,
    principal,
    {
      ...callIntent(call, state, principal),
      forward: (hop) => {
        const exchange = { state, principal, text, paramHeaders };
        if (erasOf(hop.asset.spec.revisions).modern) return forwardModern({ ...exchange, message }, hop);
        if (isRequest(message)) return forwardBridged({ ...exchange, message }, hop);
        // Notifications of this revision say nothing that a server with sessions could use.
        return Promise.resolve({ kind: "whole", status: 202, headers: {}, body: "", upstreamStatus: 202 });
      },
    },
    traced(inbound, message),
  );
  return isRequest(message) ? readdress(answer, message.id) : answer;
}
