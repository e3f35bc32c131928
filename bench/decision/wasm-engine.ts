import { type CedarValueJson, preparsePolicySet, statefulIsAuthorized } from "@/lib/policy/cedar-wasm";
import type { Decision, PolicyEngine } from "@/lib/policy/decision";
import { type PolicySource, parsePolicies } from "@/lib/policy/parse-policies";
import { RequestEnv } from "@/lib/policy/request-env";
import { reachableEntities } from "@/lib/policy/wasm-fallback";

/** The reference evaluator at its best: the whole set parsed once, and each request sent with only the entities that it can reach. */
export function wasmEngine(name: string, sources: readonly PolicySource[]): PolicyEngine {
  const policies = sources.flatMap(parsePolicies);
  const setId = `bench ${name}`;
  const prepared = preparsePolicySet(setId, {
    staticPolicies: Object.fromEntries(policies.map((policy) => [policy.id, policy.text])),
  });
  if (prepared.type === "failure") throw new Error(prepared.errors[0]?.message);
  return {
    version: setId,
    readsLabels: false,
    decide(request, entities): Decision {
      const env = new RequestEnv(request, entities);
      const answer = statefulIsAuthorized({
        principal: request.principal,
        action: { ...env.action.__entity },
        resource: request.resource,
        context: request.context as Record<string, CedarValueJson>,
        preparsedPolicySetId: setId,
        entities: reachableEntities(env, []),
      });
      if (answer.type === "failure") throw new Error(answer.errors[0]?.message);
      const { decision, diagnostics } = answer.response;
      const text = undefined;
      return {
        effect: decision,
        policies: diagnostics.reason.map((id) => ({
          id,
          title: text,
          reason: text,
          remedy: text,
          code: text,
        })),
        obligations: [],
        errors: diagnostics.errors.map(({ policyId, error }) => ({ policyId, message: error.message })),
        policyVersion: setId,
      };
    },
  };
}
