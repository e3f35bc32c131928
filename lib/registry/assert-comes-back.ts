import type { Services } from "@/lib/core/services";
import { sourceOf } from "@/lib/policy/live-sources";
import { policyValidatorService } from "@/lib/policy/policy-validator";
import { registryService } from "./asset";
import type { StateInput } from "./write-asset-state";

/** Whether a state puts an asset back among those that count. */
export function comesBack({ lifecycle, suspended }: Pick<StateInput, "lifecycle" | "suspended">): boolean {
  return suspended === false || (lifecycle !== undefined && lifecycle !== "draft" && lifecycle !== "retired");
}

/**
 * A policy that comes back must fit beside those that are in force by now: one whose id another has taken would keep the whole next set from loading.
 * @throws MeshError `invalid_request`
 */
export function assertComesBack(services: Services, state: StateInput): void {
  if (state.kind !== "policy" || !comesBack(state)) return;
  const asset = services.get(registryService).current().find("policy", state.name);
  if (asset) services.get(policyValidatorService).validate(sourceOf(asset));
}
