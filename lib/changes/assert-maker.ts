import type { ChangeRow } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";
import { actorRef, type Principal } from "@/lib/identity/principal";
import { type Permission, roleAllows } from "@/lib/identity/roles";
import { makersOf } from "./read-approval";

/** A change is its makers', and of those who may change the registry anyway. To whoever may not read changes it does not exist. @throws MeshError `not_found`, `permission_denied` */
export function assertMaker(
  principal: Principal,
  change: Pick<ChangeRow, "number" | "author" | "subject" | "editors">,
): void {
  if (makersOf(change).includes(actorRef(principal.caller))) return;
  if (manages(principal, "registry:write")) return;
  if (manages(principal, "changes:read")) {
    throw new MeshError("permission_denied", `Change ${change.number} is not yours.`, {
      remedy: { message: "Ask its author, an operator, a steward or an admin." },
    });
  }
  throw new MeshError("not_found", `There is no change ${change.number}.`);
}

/** Whether somebody may do what they do by themselves: a badge that is for calls only carries no permission for management, whatever its owner's role. */
export function manages(principal: Principal, permission: Permission): boolean {
  const byThemselves = principal.badge === undefined || principal.scopes.includes("admin");
  return byThemselves && roleAllows(principal.roles, permission);
}
