import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { actorRef } from "@/lib/identity/principal";
import { egressService } from "@/lib/traffic/egress";
import { assertSteward } from "./assert-steward";
import { fetchAgentCard } from "./fetch-agent-card";
import { agentSpec } from "./kinds/agent";
import { assetHead, writeAsset, writtenAsset } from "./write-asset";

/** Registers an A2A agent from the address of its card, or a new version of it. Title, description and skills come from the card. */
export const registerAgent = operation({ permission: "registry:write" })
  .route({ method: "POST", path: "/agents", summary: "Register an agent from its card", tags: ["registry"] })
  .input(
    assetHead.extend({
      /** The card itself, or the address at which an agent serves it under `/.well-known/`. */
      cardUrl: z.url().max(2000),
      auth: agentSpec.shape.auth.default({ type: "badge" }),
    }),
  )
  .output(writtenAsset)
  .handler(async ({ input, context }) => {
    const { cardUrl, auth, ...head } = input;
    assertSteward(context.principal, head.domain);
    const { spec, title, description, problems } = await fetchAgentCard(
      context.services.get(egressService),
      cardUrl,
    );
    if (!spec) {
      const issues = problems.map(({ message }) => ({ path: "cardUrl", message }));
      throw new MeshError("invalid_request", "The mesh cannot use this card.", { issues });
    }
    const described = {
      ...head,
      title: head.title ?? (title.slice(0, 200) || undefined),
      description: head.description ?? description.slice(0, 4000),
    };
    const actor = actorRef(context.principal.caller);
    const written = await writeAsset(context.database.db, {
      kind: "agent",
      head: described,
      spec: { ...spec, auth },
      actor,
    });
    return { ...written, problems: problems.map(({ message }) => message) };
  });
