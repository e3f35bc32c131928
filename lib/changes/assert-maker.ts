import type { ChangeRow } from "@/db/queries/changes";
import { MeshError } from "@/lib/core/errors";
import { actorRef, type Principal } from "@/lib/identity/principal";
import { type Permission, roleAllows } from "@/lib/identity/roles";
import { makersOf } from "./read-approval";

/** A change is its makers', and of those who may change the registry anyway. To everybody else among programs it does not exist. @throws MeshError `not_found` */
export function assertMaker(
  principal: Principal,
  change: Pick<ChangeRow, "number" | "author" | "subject" | "editors">,
): void {
  if (makersOf(change).includes(actorRef(principal.caller))) return;
  if (manages(principal, "registry:write")) return;
  throw new MeshError("not_found", `There is no change ${change.number}.`);
}

/** Whether somebody may do what they do by themselves: a badge that is for calls only carries no permission for management, whatever its owner's role. */
export function manages(principal: Principal, permission: Permission): boolean {
  const byThemselves = principal.badge === undefined || principal.scopes.includes("admin");
  return byThemselves && roleAllows(principal.roles, permission);
}
