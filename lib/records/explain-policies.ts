import { type ParsedPolicy, parsePolicies } from "@/lib/policy/parse-policies";
import type { RegistrySnapshot } from "@/lib/registry/asset";
import type { CallPolicy } from "./call.schema";

/** The policies with these ids as they stand now, in the order given. One that is gone is listed by its id alone. */
export function explainPolicies(registry: RegistrySnapshot, ids: readonly string[]): CallPolicy[] {
  if (ids.length === 0) return [];
  const byId = new Map<string, ParsedPolicy>();
  for (const asset of registry.list("policy")) {
    const { text, guardrail } = asset.spec;
    for (const policy of parsePolicies({ assetName: asset.name, text, guardrail }))
      byId.set(policy.id, policy);
  }
  return ids.map((id) => explained(id, byId.get(id)));
}

function explained(id: string, policy: ParsedPolicy | undefined): CallPolicy {
  if (!policy) return { id };
  const { title, reason, remedy } = policy.annotations;
  return {
    id,
    asset: policy.assetName,
    effect: policy.effect,
    text: policy.text,
    ...(title ? { title } : {}),
    ...(reason ? { reason } : {}),
    ...(remedy ? { remedy } : {}),
  };
}
