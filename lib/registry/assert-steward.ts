import { MeshError } from "@/lib/core/errors";
import type { Principal } from "@/lib/identity/principal";

/**
 * A steward governs the assets of the named domains only; operators and admins are not bound to domains.
 * @throws MeshError `permission_denied`
 */
export function assertSteward(principal: Principal, domain: string): void {
  if (principal.roles.includes("admin") || principal.roles.includes("operator")) return;
  if (principal.roles.includes("steward") && !principal.domains.includes(domain)) {
    throw new MeshError("permission_denied", `You are not a steward of the domain ${domain}.`, {
      remedy: { message: `Ask a steward of ${domain} or an admin.` },
    });
  }
}
