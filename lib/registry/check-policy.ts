import type { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { assertMay, type OperationContext } from "@/lib/identity/operation";
import { policyValidatorService } from "@/lib/policy/policy-validator";
import { refuseFailing, runPolicyTests } from "@/lib/policy/tests/run-policy-tests";
import { registryService } from "./asset";
import type { policySpec } from "./kinds/policy";

/**
 * The rules for writing policies, whichever door they come by: who may, and that they hold against the schema of what is registered and pass their own tests.
 * @returns what a person should look at
 * @throws MeshError `permission_denied`, `invalid_request`
 */
export function checkPolicy(
  context: Pick<OperationContext, "principal" | "services">,
  head: { name: string; domain: string },
  { text, guardrail, tests = [] }: z.infer<typeof policySpec>,
): readonly string[] {
  assertMay(context.principal, "policy:write");
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
  const { name, domain } = head;
  refuseFailing(runPolicyTests(snapshot, [{ name, domain, text, guardrail, tests: [...tests] }]));
  return problems;
}
