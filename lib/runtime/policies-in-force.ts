import { log } from "@/lib/core/log";
import type { PolicyEngine } from "@/lib/policy/decision";
import { policiesInTraffic, sourceOf } from "@/lib/policy/live-sources";
import { createPolicySet } from "@/lib/policy/policy-set";
import type { Registry, RegistrySnapshot } from "@/lib/registry/asset";

/**
 * The policy set of the registry's live policies, replaced as a whole when one of them changes. A set that does not compile is never put in force: the one before stays, and
 * the log says so. Without any set nothing is allowed.
 */
export function policiesInForce(registry: Registry): () => PolicyEngine {
  let stamp = "";
  let engine = createPolicySet([]);
  const load = (snapshot: RegistrySnapshot) => {
    const live = policiesInTraffic(snapshot);
    const seen = live.map((asset) => `${asset.name}@${asset.digest}@${asset.domain}`).join("\n");
    if (seen === stamp) return;
    try {
      engine = createPolicySet(live.map(sourceOf));
      stamp = seen;
    } catch (err) {
      log.error({ err }, "the registry's policies do not compile; the set before stays in force");
    }
  };
  load(registry.current());
  registry.onChange(load);
  return () => engine;
}
