import { z } from "zod";
import type { Db } from "@/db/client";
import { deleteSecret, upsertSecret } from "@/db/queries/secrets";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Receipt } from "@/lib/audit/receipt.schema";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import type { Author } from "./author";
import { secretRowName } from "./secrets";
import type { Vault } from "./vault";

export const secretName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/);

export const putSecretInput = z.object({
  name: secretName,
  /** Written once; never read back by people. */
  value: z.string().min(1).max(16_384),
});

/** Stores a credential for upstream calls, sealed. The record says that it changed, never what it is. */
export async function putSecret(
  db: Db,
  vault: Vault,
  input: z.input<typeof putSecretInput>,
  author: Author,
): Promise<Receipt> {
  const { name, value } = parseInput(putSecretInput, input);
  return db.transaction(async (tx) => {
    await upsertSecret(tx, {
      name,
      ciphertext: vault.seal(secretRowName(name), Buffer.from(value)),
      keyId: vault.keyId,
    });
    const entryId = await appendAudit(tx, {
      type: "io.signalbox.secret.written",
      ...author,
      object: `secret:${name}`,
      outcome: "ok",
    });
    return { entryId };
  });
}

/** @throws MeshError `not_found` */
export async function removeSecret(db: Db, input: { name: string }, author: Author): Promise<Receipt> {
  const name = parseInput(secretName, input.name);
  return db.transaction(async (tx) => {
    if (!(await deleteSecret(tx, { name }))) throw new MeshError("not_found", "There is no such secret.");
    const entryId = await appendAudit(tx, {
      type: "io.signalbox.secret.removed",
      ...author,
      object: `secret:${name}`,
      outcome: "ok",
    });
    return { entryId };
  });
}
