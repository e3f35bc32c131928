import { AgentCard } from "@a2a-js/sdk";
import { isLegacyAgentCard, parseLegacyAgentCard } from "@a2a-js/sdk/compat/v0_3/client";
import type { Asset } from "@/lib/registry/asset";
import { asObject, type JsonObject } from "../operation";
import { accessMembers, canonicalCard } from "./access-members";

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
    ...accessMembers(publicUrl, { jsonRpc: url, httpJson: url }),
    capabilities: {
      ...asObject(own.capabilities),
      streaming: asset.spec.streaming,
      pushNotifications: asset.spec.pushNotifications,
    },
    skills: skillsOf(own.skills),
  };
  return canonicalCard(rewritten);
}

/** The card in the JSON of 1.0. */
function agentsCard(card: JsonObject): JsonObject {
  const parsed = isLegacyAgentCard(card) ? parseLegacyAgentCard(card) : AgentCard.fromJSON(card);
  return AgentCard.toJSON(parsed) as JsonObject;
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
