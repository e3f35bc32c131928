import { keyRingService } from "@/lib/identity/key-ring";
import type { Peer } from "../agent/peer";
import type { AgentCall } from "../agent-call";
import { A2aError } from "../errors";
import { asObject, type JsonObject } from "../operation";
import { rewriteCard } from "./rewrite-card";
import { signCard } from "./sign-card";

/**
 * The agent's extended card, leading to the mesh and signed by it like the public one.
 * @throws A2aError UNSUPPORTED_OPERATION when the agent's card does not announce one (A2A 1.0 section 3.3.4); what the agent says when it announces one and has none
 */
export async function extendedCard(call: AgentCall, agent: Peer): Promise<JsonObject> {
  const { asset } = call.hop;
  const { mesh } = call.door;
  const { card } = asset.spec;
  const announced =
    asObject(card.capabilities)?.extendedAgentCard === true ||
    card.supportsAuthenticatedExtendedCard === true;
  if (!announced) {
    throw new A2aError(
      "UNSUPPORTED_OPERATION",
      "unsupported_operation",
      "This agent announces no extended card.",
    );
  }
  const extended = (await agent.call("GetExtendedAgentCard", {})) ?? {};
  const rewritten = rewriteCard(extended, asset, mesh.config.publicUrl);
  return signCard(rewritten, mesh.services.get(keyRingService).signer("card"), mesh.config.publicUrl);
}
