import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { policyValidatorService } from "@/lib/policy/policy-validator";
import { assertSteward } from "./assert-steward";
import { assetDoorService, changedAsset } from "./asset-door";
import { policySpec } from "./kinds/policy";
import { assetHead } from "./write-asset";

/** Puts Cedar policies in force, or a new version of them. Validated against the registry first; a domain's permits count for its own assets only. */
export const savePolicy = operation({ permission: "policy:write" })
  .route({ method: "POST", path: "/policies", summary: "Add a policy or a new version", tags: ["registry"] })
  .input(assetHead.extend({ text: policySpec.shape.text, guardrail: z.boolean().default(false) }))
  .output(changedAsset)
  .handler(async ({ input, context }) => {
    const { text, guardrail, ...head } = input;
    assertSteward(context.principal, head.domain);
    if (guardrail && !context.principal.roles.includes("admin")) {
      throw new MeshError(
        "permission_denied",
        "Guardrails bind the whole organisation; only an admin sets them.",
      );
    }
    const problems = context.services
      .get(policyValidatorService)
      .validate({ assetName: head.name, text, guardrail, domain: head.domain });
    const written = await context.services.get(assetDoorService).put(context, {
      kind: "policy",
      head,
      spec: { text, guardrail },
    });
    return { ...written, problems: [...problems] };
  });
