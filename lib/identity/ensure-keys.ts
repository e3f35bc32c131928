import type { Db } from "@/db/client";
import {
  insertSigningKey,
  listSigningKeysOfPurpose,
  lockSigningKeys,
  notifySigningKeys,
} from "@/db/queries/signing-keys";
import { appendAudit } from "@/lib/audit/append-audit";
import { KEY_PURPOSES, type KeyPurpose, makeSigningKey } from "./signing-key";
import type { Vault } from "./vault";

/**
 * Makes the signing keys that are missing, once for the installation however many replicas start. Badge and card keys have a successor published ahead of its use,
 * so a rotation surprises nobody who caches the JWK set; checkpoints of the audit log are checked against a key that people keep, which needs none.
 */
export async function ensureKeys(db: Db, vault: Vault): Promise<void> {
  await db.transaction(async (tx) => {
    await lockSigningKeys(tx);
    let made = 0;
    for (const purpose of KEY_PURPOSES) made += await ensurePurpose(tx, vault, purpose);
    if (made > 0) await notifySigningKeys(tx);
  });
}

async function ensurePurpose(tx: Db, vault: Vault, purpose: KeyPurpose): Promise<number> {
  const have = new Set((await listSigningKeysOfPurpose(tx, { purpose })).map((row) => row.state));
  const missing = (purpose === "audit" ? ["current"] : ["current", "next"]).filter(
    (state) => !have.has(state),
  );
  for (const state of missing) {
    const key = makeSigningKey(purpose, vault);
    await insertSigningKey(tx, { ...key, state });
    await appendAudit(tx, {
      type: "io.signalbox.key.created",
      actor: "mesh:signalbox",
      object: `key:${key.kid}`,
      outcome: "ok",
      payload: { purpose, state },
    });
  }
  return missing.length;
}
