import type { Db } from "@/db/client";
import { findAssetHead } from "@/db/queries/assets";
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

/**
 * The same for an asset that is there already.
 * @throws MeshError `not_found`, `permission_denied`
 */
export async function assertStewardOfAsset(
  db: Db,
  principal: Principal,
  { kind, name }: { kind: string; name: string },
): Promise<void> {
  const asset = await findAssetHead(db, { kind, name });
  if (!asset) throw new MeshError("not_found", `There is no ${kind} of that name.`);
  assertSteward(principal, asset.domain);
}
