import type { Db } from "@/db/client";
import { findAssetHead } from "@/db/queries/assets";
import { MeshError } from "@/lib/core/errors";
import { assertMay } from "@/lib/identity/operation";
import type { Principal } from "@/lib/identity/principal";

/** What binds others: to take it out of traffic gives rights, or money, that nobody has approved. */
const GOVERNING: readonly string[] = ["policy", "review-rule", "budget", "limit", "price-table"];

/**
 * Who may take an asset out of traffic, or put it back, with nobody else looking first: of what binds others only who may write such things, of what binds the whole organisation only an admin.
 * @throws MeshError `permission_denied`
 */
export async function assertMayStop(
  db: Db,
  principal: Principal,
  { kind, name }: { kind: string; name: string },
): Promise<void> {
  if (!GOVERNING.includes(kind)) return;
  assertMay(principal, "policy:write");
  if (principal.roles.includes("admin")) return;
  const spec = (await findAssetHead(db, { kind, name }))?.spec as { guardrail?: unknown } | undefined;
  if (kind !== "review-rule" && spec?.guardrail !== true) return;
  throw new MeshError(
    "permission_denied",
    "This binds the whole organisation; only an admin stops or resumes it.",
    {
      remedy: { message: "Ask an admin, or propose it as a change." },
    },
  );
}
