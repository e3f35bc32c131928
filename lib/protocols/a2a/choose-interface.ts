import { MeshError } from "@/lib/core/errors";
import type { AgentSpec } from "@/lib/registry/kinds/agent";
import type { Binding, Generation, Operation } from "./operation";

/** An interface of an agent that the mesh can speak to. */
export interface AgentInterface {
  url: string;
  binding: Binding;
  version: Generation;
  tenant: string | undefined;
}

/**
 * Where to send an operation: an interface of the caller's own generation and binding, so that nothing has to be translated; else one of its generation; else the agent's best.
 * @throws MeshError `unsupported_operation` when the agent offers gRPC only
 */
export function chooseInterface(
  spec: Pick<AgentSpec, "interfaces">,
  operation: Pick<Operation, "generation" | "binding">,
): AgentInterface {
  let best: AgentInterface | undefined;
  let bestRank = -1;
  for (const { url, binding, version, tenant } of spec.interfaces) {
    if (binding === "GRPC") continue;
    const sameGeneration = version === operation.generation;
    const rank = sameGeneration ? (binding === operation.binding ? 2 : 1) : 0;
    if (rank > bestRank) {
      best = { url, binding, version, tenant: tenant || undefined };
      bestRank = rank;
    }
  }
  if (best) return best;
  throw new MeshError(
    "unsupported_operation",
    "This agent is only reached over gRPC, which the mesh does not speak.",
  );
}
