import { roleAllows } from "@/lib/identity/roles";
import type { Action } from "@/lib/policy/decision";
import type { Visibility } from "@/lib/registry/visibility";
import { resourceOf } from "./decide";
import { mayUse } from "./may-use";
import type { Mesh } from "./mesh";

const USE = { agent: "invokeAgent", model: "useModel", prompt: "getPrompt" } as const satisfies Record<
  string,
  Action
>;

/** What a caller may see: whatever policy lets it discover or use, and everything for those who may read the catalog. */
export function policyVisibility(mesh: Mesh): Visibility {
  return {
    isVisible(principal, asset) {
      if (roleAllows(principal.roles, "catalog:read")) return true;
      const resource = resourceOf(asset);
      if (mayUse(mesh, principal, { action: "discover", resource })) return true;
      const use = USE[asset.kind as keyof typeof USE];
      return use !== undefined && mayUse(mesh, principal, { action: use, resource });
    },
  };
}
