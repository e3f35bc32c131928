import { serviceKey } from "@/lib/core/services";
import type { Registry } from "@/lib/registry/asset";
import type { PolicySource } from "./parse-policies";
import { createPolicySet } from "./policy-set";
import { validatePolicies } from "./validate-policies";

/** Says whether policies may be put in force on the mesh as it stands. */
export interface PolicyValidator {
  /**
   * What a person should still look at, one sentence each.
   * @throws MeshError `invalid_request` with issues by policy and line; also when the policies do not fit beside those in force
   */
  validate(source: PolicySource): readonly string[];
}

export const policyValidatorService = serviceKey<PolicyValidator>("policy-validator");

/** A validator over the registry's present state: its assets make the schema, its live policies are the company. */
export function createPolicyValidator(registry: Registry): PolicyValidator {
  return {
    validate(source) {
      const snapshot = registry.current();
      const { warnings } = validatePolicies(source, snapshot);
      const others = snapshot
        .list("policy")
        .filter((asset) => asset.name !== source.assetName && asset.lifecycle !== "retired")
        .map(({ name, domain, spec }) => ({ ...spec, assetName: name, domain }));
      // An id that another asset uses would keep the whole next set from loading.
      createPolicySet([...others, source]);
      return warnings.map((warning) => `${warning.path}: ${warning.message}`);
    },
  };
}
