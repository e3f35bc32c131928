import { z } from "zod";
import { operation } from "@/lib/identity/operation";
import { assertSteward } from "./assert-steward";
import { registryService } from "./asset";
import { assetDoorService, changedAsset } from "./asset-door";
import { checkPolicy } from "./check-policy";
import { policySpec } from "./kinds/policy";
import { assetHead } from "./write-asset";

/** Puts Cedar policies in force, or a new version of them. Validated against the registry first; a domain's permits count for its own assets only. */
export const savePolicy = operation({ permission: "policy:write" })
  .route({ method: "POST", path: "/policies", summary: "Add a policy or a new version", tags: ["registry"] })
  .input(
    assetHead.extend({
      text: policySpec.shape.text,
      guardrail: z.boolean().default(false),
      tests: policySpec.shape.tests,
    }),
  )
  .output(changedAsset)
  .handler(async ({ input, context }) => {
    const { text, guardrail, tests, ...head } = input;
    assertSteward(context.principal, head.domain);
    // Whoever sends a new text alone does not mean to drop what holds it to its purpose.
    const known = context.services.get(registryService).current().find("policy", head.name);
    const kept = tests ?? known?.spec.tests;
    const problems = checkPolicy(context, head, { text, guardrail, ...(kept ? { tests: kept } : {}) });
    const written = await context.services.get(assetDoorService).put(context, {
      kind: "policy",
      head,
      spec: { text, guardrail, ...(kept === undefined ? {} : { tests: kept }) },
    });
    return { ...written, problems: [...problems] };
  });
