import { z } from "zod";
import type { Db } from "@/db/client";
import { insertRevocation } from "@/db/queries/revocations";
import { appendAudit } from "@/lib/audit/append-audit";
import { parseInput } from "@/lib/core/parse-input";
import type { Author } from "./author";
import { BADGE_LIFETIME_MS, CLOCK_TOLERANCE_MS } from "./badge";

/** Revokes a badge and every badge exchanged from it, on every replica within a second. Revoking one that is unknown or expired does no harm. */
export async function revokeBadge(db: Db, input: { badgeId: string }, author: Author): Promise<void> {
  const badgeId = parseInput(z.uuid(), input.badgeId);
  await db.transaction(async (tx) => {
    await insertRevocation(tx, {
      kind: "badge",
      value: badgeId,
      // Descendants never outlive the badge, and no badge lives longer than this.
      keepMs: BADGE_LIFETIME_MS + 2 * CLOCK_TOLERANCE_MS,
    });
    await appendAudit(tx, {
      type: "io.signalbox.badge.revoked",
      ...author,
      object: `badge:${badgeId}`,
      outcome: "ok",
    });
  });
}
