import { type AgentCard, SendMessageRequest } from "@a2a-js/sdk";
import {
  type Client,
  ClientFactory,
  DefaultAgentCardResolver,
  JsonRpcTransportFactory,
  RestTransportFactory,
} from "@a2a-js/sdk/client";
import type { Generation } from "@/examples/conformance-agent/agent-card";

export interface ClientChoice {
  generation: Generation;
  binding: "JSONRPC" | "HTTP+JSON";
}

export const EVERY_CLIENT: readonly ClientChoice[] = [
  { generation: "1.0", binding: "JSONRPC" },
  { generation: "1.0", binding: "HTTP+JSON" },
  { generation: "0.3", binding: "JSONRPC" },
  { generation: "0.3", binding: "HTTP+JSON" },
];

/** The official client, led by the card that the mesh serves for the agent, over one of the offered interfaces. */
export async function sdkClient(agentUrl: string, badge: string, choice: ClientChoice): Promise<Client> {
  const fetchImpl: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("authorization", `Bearer ${badge}`);
    return fetch(input, { ...init, headers });
  };
  const legacyCompat = { enabled: true };
  const resolver = new DefaultAgentCardResolver({ fetchImpl, legacyCompat });
  const card = await resolver.resolve(`${agentUrl}/`);
  const factory = new ClientFactory({
    transports: [
      new JsonRpcTransportFactory({ fetchImpl, legacyCompat }),
      new RestTransportFactory({ fetchImpl, legacyCompat }),
    ],
    cardResolver: resolver,
  });
  return factory.createFromAgentCard(only(card, choice));
}

function only(card: AgentCard, { generation, binding }: ClientChoice): AgentCard {
  const supportedInterfaces = card.supportedInterfaces.filter(
    (offered) => offered.protocolBinding === binding && offered.protocolVersion === generation,
  );
  return { ...card, supportedInterfaces };
}

/** A message of a text. */
export function textMessage(messageId: string, fields: Record<string, unknown> = {}): SendMessageRequest {
  const { configuration, ...message } = fields;
  return SendMessageRequest.fromJSON({
    message: { messageId, role: "ROLE_USER", parts: [{ text: "Hello." }], ...message },
    ...(configuration ? { configuration } : {}),
  });
}
