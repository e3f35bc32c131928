import type { Principal } from "@/lib/identity/principal";
import type { Action, CedarValue, EntityRef } from "@/lib/policy/decision";
import { decideChain } from "./decide";
import type { Mesh } from "./mesh";

/**
 * Whether the caller would be allowed, without a record: for lists that show only what their reader may use. A held call counts as usable, since asking for approval is a use. Arguments
 * are not known yet, so a policy about arguments does not hide a tool.
 */
export function mayUse(
  mesh: Mesh,
  principal: Principal,
  question: { action: Action; resource: EntityRef; context?: Record<string, CedarValue> },
): boolean {
  return (
    decideChain(mesh, principal, question.action, question.resource, question.context ?? {}).effect !== "deny"
  );
}
