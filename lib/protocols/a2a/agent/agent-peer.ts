import type { Hop } from "@/lib/gateway/call";
import type { AgentInterface } from "../choose-interface";
import { httpJsonPeer } from "./http-json-peer";
import { jsonRpcPeer } from "./json-rpc-peer";
import { legacyPeer } from "./legacy-peer";
import type { Peer } from "./peer";

/** The agent behind an interface, in terms of A2A 1.0. */
export function agentPeer(hop: Hop, to: AgentInterface, headers: Record<string, string>): Peer {
  const peer =
    to.version === "0.3"
      ? legacyPeer(hop, to.binding, to.url, headers)
      : to.binding === "JSONRPC"
        ? jsonRpcPeer(hop, to.url, headers)
        : httpJsonPeer(hop, to.url, headers);
  const { tenant } = to;
  if (tenant === undefined) return peer;
  return {
    call: (method, params) => peer.call(method, { ...params, tenant }),
    stream: (method, params) => peer.stream(method, { ...params, tenant }),
  };
}
