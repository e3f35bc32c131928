import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { policyValidatorService } from "@/lib/policy/policy-validator";
import { assertSteward } from "./assert-steward";
import { policySpec } from "./kinds/policy";
import { assetHead, writeAsset, writtenAsset } from "./write-asset";

/** Puts Cedar policies in force, or a new version of them. Validated against the registry first; a domain's permits count for its own assets only. */
export const savePolicy = operation({ permission: "policy:write" })
  .route({ method: "POST", path: "/policies", summary: "Add a policy or a new version", tags: ["registry"] })
  .input(assetHead.extend({ text: policySpec.shape.text, guardrail: z.boolean().default(false) }))
  .output(writtenAsset)
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
    const author = authorOf(context.principal);
    const written = await writeAsset(context.database.db, {
      kind: "policy",
      head,
      spec: { text, guardrail },
      ...author,
    });
    return { ...written, problems: [...problems] };
  });
