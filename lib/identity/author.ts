import { MeshError } from "@/lib/core/errors";
import { actorRef, type Principal } from "./principal";
import { PERMISSIONS, type Role, roleAllows } from "./roles";

/** Who changes something: for the record, and for what they may hand out. */
export interface Author {
  /** `kind:id` */
  actor: string;
  roles: readonly Role[];
}

/** The mesh itself, at its first start. */
export const MESH_AUTHOR: Author = { actor: "mesh:signalbox", roles: ["admin"] };

export function authorOf(principal: Principal): Author {
  return { actor: actorRef(principal.caller), roles: principal.roles };
}

/**
 * Nobody hands out or takes away rights that they do not have: otherwise whoever may add clients could add one that may do everything.
 * @throws MeshError `permission_denied`
 */
export function assertCovers(author: Author, roles: readonly Role[]): void {
  const beyond = PERMISSIONS.filter(
    (permission) => roleAllows(roles, permission) && !roleAllows(author.roles, permission),
  );
  if (beyond.length > 0) {
    throw new MeshError("permission_denied", "This would concern rights that you do not have yourself.", {
      detail: beyond.join(" "),
    });
  }
}

/** The roles that both sides cover: what is left when one acts for the other. */
export function narrowRoles(left: readonly Role[], right: readonly Role[]): Role[] {
  const covers = (roles: readonly Role[], role: Role) =>
    PERMISSIONS.every((permission) => !roleAllows([role], permission) || roleAllows(roles, permission));
  return [...new Set([...left, ...right])].filter((role) => covers(left, role) && covers(right, role));
}
