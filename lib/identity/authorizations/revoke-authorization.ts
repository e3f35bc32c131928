import type { Db } from "@/db/client";
import { updateAuthorizationsRevoked } from "@/db/queries/authorizations";
import { insertRevocation } from "@/db/queries/revocations";
import { appendAudit } from "@/lib/audit/append-audit";
import { BADGE_LIFETIME_MS, CLOCK_TOLERANCE_MS } from "../badge";

/**
 * Ends authorizations with all that came out of them: refresh tokens at once, badges and what was exchanged from them within a second on every replica.
 * @param which one by its id, or all of a person, or those of a person and an app
 */
export async function revokeAuthorizations(
  tx: Db,
  which: { id: string } | { userId: string; clientId?: string },
  actor: string,
  reason:
    | "code_replayed"
    | "refresh_token_replayed"
    | "revoked_by_client"
    | "consent_withdrawn"
    | "access_ended",
): Promise<void> {
  for (const id of await updateAuthorizationsRevoked(tx, which)) {
    // Every badge from an authorization names it as ancestor.
    await insertRevocation(tx, {
      kind: "badge",
      value: id,
      keepMs: BADGE_LIFETIME_MS + 2 * CLOCK_TOLERANCE_MS,
    });
    await appendAudit(tx, {
      type: "io.signalbox.authorization.revoked",
      actor,
      object: `authorization:${id}`,
      outcome: "ok",
      payload: { reason },
    });
  }
}
