import { type AgentCard, canonicalizeAgentCard } from "@a2a-js/sdk";
import type { JsonObject } from "../operation";

/** What clients of the mesh call the two ways to get in; both are the mesh's own badge. */
const OAUTH = "signalboxOAuth";
const BEARER = "signalboxBadge";

/** The members of a card that say where to go and how to get in: the mesh's addresses in both bindings and generations, its token endpoint. */
export function accessMembers(publicUrl: string, at: { jsonRpc: string; httpJson: string }): JsonObject {
  const interfaces = ["1.0", "0.3"].flatMap((protocolVersion) => [
    { url: at.jsonRpc, protocolBinding: "JSONRPC", protocolVersion },
    { url: at.httpJson, protocolBinding: "HTTP+JSON", protocolVersion },
  ]);
  return {
    supportedInterfaces: interfaces,
    securitySchemes: schemes(publicUrl),
    securityRequirements: [{ schemes: { [OAUTH]: { list: ["mesh"] } } }],
  };
}

/** A card in the one form in which implementations agree how to canonicalise it: without empty members. */
export function canonicalCard(card: JsonObject): JsonObject {
  return JSON.parse(canonicalizeAgentCard(card as unknown as AgentCard)) as JsonObject;
}

function schemes(publicUrl: string): JsonObject {
  return {
    [OAUTH]: {
      oauth2SecurityScheme: {
        description: "Client credentials of the caller, registered with the mesh.",
        flows: {
          clientCredentials: {
            tokenUrl: `${publicUrl}/oauth/token`,
            scopes: { mesh: "Call what the mesh's policies allow." },
          },
        },
        oauth2MetadataUrl: `${publicUrl}/.well-known/oauth-authorization-server`,
      },
    },
    [BEARER]: {
      httpAuthSecurityScheme: {
        description: "A badge of the mesh, as its token endpoint issues it.",
        scheme: "Bearer",
        bearerFormat: "JWT",
      },
    },
  };
}
