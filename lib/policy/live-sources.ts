import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";
import type { PolicySource } from "./parse-policies";

/** The policy assets that are in force: neither draft nor retired nor suspended. */
export function policiesInTraffic(snapshot: RegistrySnapshot): Asset<"policy">[] {
  return snapshot
    .list("policy")
    .filter(
      ({ lifecycle, suspendedReason }) =>
        lifecycle !== "draft" && lifecycle !== "retired" && suspendedReason === undefined,
    );
}

/** What the set in force is made of. */
export function liveSources(snapshot: RegistrySnapshot): PolicySource[] {
  return policiesInTraffic(snapshot).map(sourceOf);
}

export function sourceOf({ name, domain, spec }: Asset<"policy">): PolicySource {
  return { assetName: name, domain, text: spec.text, guardrail: spec.guardrail };
}
