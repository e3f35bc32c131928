import { MeshError } from "@/lib/core/errors";
import type { Principal } from "@/lib/identity/principal";
import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";
import type { AgentSpec } from "@/lib/registry/kinds/agent";
import type { PinnedTool } from "@/lib/registry/kinds/mcp-server";

/** What is asked for, as the lists of agents and tools speak of it. */
export interface Use {
  asset: Pick<Asset, "kind" | "name" | "domain" | "dataClass">;
  /** Of a tool call. */
  tool?: PinnedTool | undefined;
  /** What the caller named as the tool, pinned or not. */
  operation?: string | undefined;
}

/**
 * The lists that stand beside policies: what an agent is permitted at most, and who may use a tool at most. They narrow and never permit, and they hold for every agent of the delegation chain, because a right that one link
 * does not have cannot come through it.
 * @returns the refusal; undefined when no list is in the way
 */
export function permittedRefusal(
  snapshot: RegistrySnapshot,
  principal: Principal,
  use: Use,
): MeshError | undefined {
  for (const actor of principal.chain) {
    const agent = actor.kind === "agent" ? snapshot.find("agent", actor.id) : undefined;
    const beyond = agent && beyondList(agent.spec.permitted, use);
    if (beyond) {
      return new MeshError("policy_denied", `${agent.title} is not permitted ${beyond}.`, {
        remedy: { message: `The domain ${agent.domain} can add it to what the agent is permitted.` },
      });
    }
    if (!mayAccess(use.tool, actor, agent)) {
      return new MeshError("policy_denied", `The tool ${use.tool?.name} is kept to others.`, {
        remedy: { message: `The domain ${use.asset.domain} says who may use it.` },
      });
    }
  }
  return undefined;
}

/** What of this use an agent's own lists leave out, in words. */
function beyondList(permitted: AgentSpec["permitted"], { asset, tool, operation }: Use): string | undefined {
  if (!permitted) return undefined;
  const { tools, models, dataClasses } = permitted;
  const name = tool?.name ?? operation ?? "";
  if (tools && asset.kind === "mcp-server" && !tools.some((one) => covers(one, asset.name, name))) {
    return `the tool ${asset.name}/${name}`;
  }
  if (models && asset.kind === "model" && !models.includes(asset.name)) return `the model ${asset.name}`;
  if (dataClasses && !dataClasses.includes(asset.dataClass)) return `${asset.dataClass} data`;
  return undefined;
}

/** `server/tool` or `server/*`. What of a server is no tool, such as a resource, is covered by the star alone. */
function covers(entry: string, server: string, tool: string): boolean {
  return entry === `${server}/*` || (tool !== "" && entry === `${server}/${tool}`);
}

/** Lists of a tool are about agents: people and programs are ruled by policies alone. */
function mayAccess(
  tool: PinnedTool | undefined,
  actor: Principal["chain"][number],
  agent: Asset<"agent"> | undefined,
): boolean {
  if (!tool?.access || actor.kind !== "agent") return true;
  const { agents, domains } = tool.access;
  return (!agents || agents.includes(actor.id)) && (!domains || domains.includes(agent?.domain ?? ""));
}
