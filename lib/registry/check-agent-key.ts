import { MeshError } from "@/lib/core/errors";
import type { AgentSpec } from "./kinds/agent";

/**
 * An agent that is known by a key keeps it: whoever has taken over the agent's address has not taken over its key.
 * @throws MeshError `conflict`
 */
export function checkAgentKey(known: AgentSpec | undefined, found: AgentSpec): void {
  const pinned = known?.signedBy;
  if (!pinned || found.signedBy?.thumbprint === pinned.thumbprint) return;
  throw new MeshError(
    "conflict",
    "The card is not signed with the key that this agent is known by. If the agent has changed its key, register it with acceptNewKey.",
  );
}
