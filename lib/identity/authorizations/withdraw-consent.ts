import { z } from "zod";
import type { Db } from "@/db/client";
import { deleteConsent } from "@/db/queries/consents";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Receipt } from "@/lib/audit/receipt.schema";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import { revokeAuthorizations } from "./revoke-authorization";

export const withdrawConsentInput = z.object({ userId: z.uuid(), clientId: z.string().min(1).max(200) });

/** Takes back what a person let an app do: it is asked for again next time, and what the app has now is dead within a second. @throws MeshError `not_found` */
export async function withdrawConsent(db: Db, input: z.input<typeof withdrawConsentInput>): Promise<Receipt> {
  const { userId, clientId } = parseInput(withdrawConsentInput, input);
  const actor = `user:${userId}`;
  return db.transaction(async (tx) => {
    if (!(await deleteConsent(tx, { userId, clientId })))
      throw new MeshError("not_found", "You have not let this app do anything.");
    const entryId = await appendAudit(tx, {
      type: "io.signalbox.consent.withdrawn",
      actor,
      object: `client:${clientId}`,
      outcome: "ok",
    });
    await revokeAuthorizations(tx, { userId, clientId }, actor, "consent_withdrawn");
    return { entryId };
  });
}
