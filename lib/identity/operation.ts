import { os } from "@orpc/server";
import type { Database } from "@/db/client";
import { MeshError } from "@/lib/core/errors";
import type { Services } from "@/lib/core/services";
import type { Principal } from "./principal";
import { leastRoleFor, type Permission, roleAllows } from "./roles";

/** What an operation works with. Every door makes one: server action, REST, the mesh's own MCP tools. */
export interface OperationContext {
  principal: Principal;
  database: Database;
  services: Services;
  /** The token of the console session that asks; other doors have none. It stays when a person's other sessions end. */
  sessionToken?: string;
}

export interface OperationMeta {
  permission: Permission;
  /** Offered to agents as a tool of the mesh's own MCP server and as a skill of its A2A card, under this name. The examples are inputs that fit. */
  tool?: { name: string; description: string; examples: readonly object[] };
}

const base = os.$context<OperationContext>().$meta<OperationMeta>({ permission: "catalog:read" });

/**
 * Begins an operation: `operation({ permission }).route({ method, path, summary }).input(zod).output(zod).handler(async ({ input, context }) => ...)`. It authorises inside itself, so no door is
 * trusted to have checked. To run one from code: `call(op, input, { context })` of `@orpc/server`.
 */
export function operation(meta: OperationMeta) {
  return base.meta(meta).use(async ({ context, next }) => {
    assertMay(context.principal, meta.permission);
    return next();
  });
}

/** @throws MeshError `permission_denied` naming the least role that may; `insufficient_scope` for a badge that is for calls only */
export function assertMay(principal: Principal, permission: Permission): void {
  if (!roleAllows(principal.roles, permission)) {
    throw new MeshError("permission_denied", `This needs the permission ${permission}.`, {
      remedy: { message: `Ask someone with the role ${leastRoleFor(permission)} or higher.` },
    });
  }
  // A person's session has no badge. A badge of a service reaches management only with the scope for it; what the mesh offers every agent needs none.
  if (principal.badge && !permission.startsWith("mesh:") && !principal.scopes.includes("admin")) {
    throw new MeshError(
      "insufficient_scope",
      "This badge is for calls through the mesh only; ask for the scope admin.",
    );
  }
}
