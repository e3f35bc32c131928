import { AgentCard, canonicalizeAgentCard } from "@a2a-js/sdk";
import { isLegacyAgentCard, parseLegacyAgentCard } from "@a2a-js/sdk/compat/v0_3/client";
import type { Asset } from "@/lib/registry/asset";
import { asObject, type JsonObject } from "../operation";

/** What clients of the mesh call the two ways to get in; both are the mesh's own badge. */
const OAUTH = "signalboxOAuth";
const BEARER = "signalboxBadge";

/**
 * A card of 1.0 that leads to the mesh: its addresses in both bindings and generations, its token endpoint, no signature of the agent's. Made from the agent's own card of either
 * generation; empty members are left out, because implementations disagree on how to canonicalise them.
 * @param card the registered card, or the agent's extended one
 */
export function rewriteCard(card: JsonObject, asset: Asset<"agent">, publicUrl: string): JsonObject {
  const own = agentsCard(card);
  const url = `${publicUrl}/a2a/${encodeURIComponent(asset.name)}`;
  const { signatures: _, ...kept } = own;
  const rewritten: JsonObject = {
    ...kept,
    name: own.name || asset.title,
    description: own.description || asset.description || asset.title,
    version: own.version || String(asset.version),
    defaultInputModes: nonEmpty(own.defaultInputModes, ["text/plain"]),
    defaultOutputModes: nonEmpty(own.defaultOutputModes, ["text/plain"]),
    supportedInterfaces: INTERFACES.map((wire) => ({ url, ...wire })),
    capabilities: {
      ...asObject(own.capabilities),
      streaming: asset.spec.streaming,
      pushNotifications: asset.spec.pushNotifications,
    },
    skills: skillsOf(own.skills),
    securitySchemes: schemes(publicUrl),
    securityRequirements: [{ schemes: { [OAUTH]: { list: ["mesh"] } } }],
  };
  return JSON.parse(canonicalizeAgentCard(rewritten as unknown as AgentCard)) as JsonObject;
}

const INTERFACES = [
  { protocolBinding: "JSONRPC", protocolVersion: "1.0" },
  { protocolBinding: "HTTP+JSON", protocolVersion: "1.0" },
  { protocolBinding: "JSONRPC", protocolVersion: "0.3" },
  { protocolBinding: "HTTP+JSON", protocolVersion: "0.3" },
];

/** The card in the JSON of 1.0. */
function agentsCard(card: JsonObject): JsonObject {
  const parsed = isLegacyAgentCard(card) ? parseLegacyAgentCard(card) : AgentCard.fromJSON(card);
  return AgentCard.toJSON(parsed) as JsonObject;
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

/** What a skill asks for on top is asked of the mesh, not of its callers. */
function skillsOf(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.map((skill) => {
    const { securityRequirements: _, ...kept } = asObject(skill) ?? {};
    return kept;
  });
}

function nonEmpty(value: unknown, otherwise: string[]): unknown {
  return Array.isArray(value) && value.length > 0 ? value : otherwise;
}
