import { z } from "zod";
import type { Db } from "@/db/client";
import {
  insertSigningKey,
  listSigningKeysOfPurpose,
  lockSigningKeys,
  notifySigningKeys,
  updateSigningKeyRetired,
  updateSigningKeyState,
} from "@/db/queries/signing-keys";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Receipt } from "@/lib/audit/receipt.schema";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import type { Author } from "./author";
import { KEY_PURPOSES, makeSigningKey } from "./signing-key";
import type { Vault } from "./vault";

export const rotateKeysInput = z.object({
  purpose: z.enum(KEY_PURPOSES),
  /** The old key is known to others: nothing signed with it is accepted from now on, and the waiting successor is thrown away as well. */
  compromised: z.boolean().default(false),
});

/**
 * Puts the next key in use and publishes a new successor. The old key signs nothing any more but verifies until every badge signed with it has expired; keys of the audit log verify
 * for ever, unless compromised.
 * @returns the ids of the key now in use and of the one it replaced
 * @throws MeshError `unavailable` when there is no key to replace
 */
export async function rotateKeys(
  db: Db,
  vault: Vault,
  input: z.input<typeof rotateKeysInput>,
  author: Author,
): Promise<{ kid: string; replaced: string } & Receipt> {
  const { purpose, compromised } = parseInput(rotateKeysInput, input);
  return db.transaction(async (tx) => {
    await lockSigningKeys(tx);
    const keys = await listSigningKeysOfPurpose(tx, { purpose });
    const current = keys.find((key) => key.state === "current");
    if (!current) throw new MeshError("unavailable", "The mesh has no signing key.", { detail: purpose });
    const waiting = keys.find((key) => key.state === "next");
    const end = compromised ? "revoked" : "retired";
    await updateSigningKeyRetired(tx, { kid: current.kid, state: end });

    let kid: string;
    if (waiting && !compromised) {
      kid = waiting.kid;
      await updateSigningKeyState(tx, { kid, state: "current" });
    } else {
      if (waiting) await updateSigningKeyRetired(tx, { kid: waiting.kid, state: "revoked" });
      const fresh = makeSigningKey(purpose, vault);
      kid = fresh.kid;
      await insertSigningKey(tx, { ...fresh, state: "current" });
    }
    if (purpose !== "audit") await insertSigningKey(tx, { ...makeSigningKey(purpose, vault), state: "next" });

    const entryId = await appendAudit(tx, {
      type: "io.signalbox.key.rotated",
      ...author,
      object: `key:${kid}`,
      outcome: "ok",
      payload: { purpose, replaced: current.kid, compromised },
    });
    await notifySigningKeys(tx);
    return { kid, replaced: current.kid, entryId };
  });
}
