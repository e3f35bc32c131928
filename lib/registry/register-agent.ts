import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { egressService } from "@/lib/traffic/egress";
import { assertSteward } from "./assert-steward";
import { registryService } from "./asset";
import { assetDoorService, changedAsset } from "./asset-door";
import { checkAgentKey } from "./check-agent-key";
import { fetchAgentCard } from "./fetch-agent-card";
import { type AgentSpec, agentSpec } from "./kinds/agent";
import { partsOfAgent } from "./taxonomy/described-parts";
import { settleTerms } from "./taxonomy/settle-terms";
import { assetHead } from "./write-asset";

/**
 * Registers an A2A agent from the address of its card, or a new version of it. Title, description and skills come from the card. A card whose signatures do not hold is refused, and
 * so is one of a known agent that another key has signed: whoever has taken over the agent's address has not taken over its key.
 */
export const registerAgent = operation({ permission: "registry:write" })
  .route({ method: "POST", path: "/agents", summary: "Register an agent from its card", tags: ["registry"] })
  .input(
    assetHead.extend({
      /** The card itself, or the address at which an agent serves it under `/.well-known/`. */
      cardUrl: z.url().max(2000),
      auth: agentSpec.shape.auth.default({ type: "badge" }),
      /** Take a card that is signed with another key than the agent's last one, or with none. */
      acceptNewKey: z.boolean().default(false),
    }),
  )
  .output(changedAsset)
  .handler(async ({ input, context }) => {
    const { cardUrl, auth, acceptNewKey, ...head } = input;
    assertSteward(context.principal, head.domain);
    const { spec, title, description, problems } = await fetchAgentCard(
      context.services.get(egressService),
      cardUrl,
    );
    if (!spec) {
      const issues = problems.map(({ message }) => ({ path: "cardUrl", message }));
      throw new MeshError("invalid_request", "The mesh cannot use this card.", { issues });
    }
    const known = context.services.get(registryService).current().find("agent", head.name);
    if (!acceptNewKey) checkAgentKey(known?.spec, spec);
    const texts = {
      title: head.title ?? (title.slice(0, 200) || undefined),
      description: head.description ?? description.slice(0, 4000),
    };
    const terms = await settleTerms(
      context.database.db,
      { kind: "agent", ...head },
      partsOfAgent({ ...head, ...texts }, spec),
    );
    const { problems: aboutTerms, ...settled } = terms;
    const described = { ...head, ...texts, ...settled };
    const written = await context.services.get(assetDoorService).put(context, {
      kind: "agent",
      head: described,
      spec: { ...spec, auth, ...(known ? ownWords(known.spec) : {}) },
    });
    return { ...written, problems: [...problems.map(({ message }) => message), ...aboutTerms] };
  });

/** What its domain has said of an agent, which no card says: it stays when the card is read again. */
function ownWords({ permitted, prompts, suites }: AgentSpec): Partial<AgentSpec> {
  return {
    ...(permitted ? { permitted } : {}),
    ...(prompts ? { prompts } : {}),
    ...(suites ? { suites } : {}),
  };
}
