import type { Principal } from "@/lib/identity/principal";
import type { ChainQuestion } from "@/lib/policy/decide-chain";
import type { Action, EntityRef } from "@/lib/policy/decision";
import { ask } from "./decide";
import type { Mesh } from "./mesh";

/**
 * Whether the caller would be allowed, without a record: for lists that show only what their reader may use. A held call counts as usable, since asking for approval is a use.
 * Arguments are not known yet, so policies that read them do not count.
 */
export function mayUse(
  mesh: Mesh,
  principal: Principal,
  question: { action: Action; resource: EntityRef } & Partial<
    Pick<ChainQuestion, "protocol" | "method" | "operation">
  >,
): boolean {
  const { protocol = "mesh", method = "discover" } = question;
  return ask(mesh, { ...question, principal, protocol, method }).decision.effect !== "deny";
}
