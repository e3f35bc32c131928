import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { policyValidatorService } from "@/lib/policy/policy-validator";
import { refuseFailing, runPolicyTests } from "@/lib/policy/tests/run-policy-tests";
import { assertSteward } from "./assert-steward";
import { registryService } from "./asset";
import { assetDoorService, changedAsset } from "./asset-door";
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
    if (guardrail && !context.principal.roles.includes("admin")) {
      throw new MeshError(
        "permission_denied",
        "Guardrails bind the whole organisation; only an admin sets them.",
      );
    }
    const problems = context.services
      .get(policyValidatorService)
      .validate({ assetName: head.name, text, guardrail, domain: head.domain });
    const snapshot = context.services.get(registryService).current();
    // Whoever sends a new text alone does not mean to drop what holds it to its purpose.
    const kept = tests ?? snapshot.find("policy", head.name)?.spec.tests;
    const { name, domain } = head;
    refuseFailing(runPolicyTests(snapshot, [{ name, domain, text, guardrail, tests: kept ?? [] }]));
    const written = await context.services.get(assetDoorService).put(context, {
      kind: "policy",
      head,
      spec: { text, guardrail, ...(kept === undefined ? {} : { tests: kept }) },
    });
    return { ...written, problems: [...problems] };
  });
