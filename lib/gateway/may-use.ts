import type { Principal } from "@/lib/identity/principal";
import type { ChainQuestion } from "@/lib/policy/decide-chain";
import type { Action, EntityRef } from "@/lib/policy/decision";
import { ask } from "./decide";
import type { Mesh } from "./mesh";

/**
 * Whether the caller would be allowed, without a record: for lists that show only what their reader may use. A held call counts as usable, since asking for approval is a use.
 * Arguments are not known yet: a tool shows if some could be allowed.
 */
export function mayUse(
  mesh: Mesh,
  principal: Principal,
  question: { action: Action; resource: EntityRef } & Partial<
    Pick<ChainQuestion, "protocol" | "method" | "operation">
  >,
): boolean {
  const { protocol = "mesh", method = "discover" } = question;
  const asked = { ...question, principal, protocol, method, argumentsUnknown: true };
  return ask(mesh, asked).decision.effect !== "deny";
}
