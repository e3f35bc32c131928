import { MeshError } from "@/lib/core/errors";
import type { Principal } from "@/lib/identity/principal";

/** Why a caller may not use the doors that carry calls, or undefined: a badge for management alone makes none, whatever policy would allow. A person's session has no badge. */
export function scopeRefusal(principal: Principal): MeshError | undefined {
  if (!principal.badge || principal.scopes.includes("mesh")) return undefined;
  return new MeshError(
    "insufficient_scope",
    "This badge is not for calls through the mesh; ask for the scope mesh.",
  );
}
