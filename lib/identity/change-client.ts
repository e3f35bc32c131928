import { z } from "zod";
import type { Db } from "@/db/client";
import {
  type ClientRow,
  findClientForUpdate,
  updateClient,
  updateClientDisabled,
} from "@/db/queries/clients";
import { insertRevocation } from "@/db/queries/revocations";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Receipt } from "@/lib/audit/receipt.schema";
import { sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { newSecret } from "@/lib/core/ids";
import { parseInput } from "@/lib/core/parse-input";
import { type Author, assertCovers } from "./author";
import { BADGE_LIFETIME_MS, CLOCK_TOLERANCE_MS } from "./badge";
import { clientJwks, clientOf } from "./client";

const clientId = z.string().min(1).max(200);

/** How long a revocation of a client must be remembered: no badge lives longer. */
const KEEP_MS = BADGE_LIFETIME_MS + 2 * CLOCK_TOLERANCE_MS;
/** Reaches badges that another replica is issuing while this commits, and one whose clock is ahead. A disabled client gets no new ones, so nobody is hit by mistake. */
const LEAD_MS = 10_000;

/**
 * Shuts a client out: it gets no more badges, and those it has, with all that were exchanged from them, are dead within a second.
 * @throws MeshError `not_found`, `permission_denied`
 */
export function disableClient(db: Db, input: { clientId: string }, author: Author): Promise<Receipt> {
  return change(db, input.clientId, author, "disabled", async (tx, row) => {
    await updateClientDisabled(tx, { clientId: row.clientId, disabled: true });
    await insertRevocation(tx, { kind: "client", value: row.clientId, leadMs: LEAD_MS, keepMs: KEEP_MS });
  });
}

/** Lets a client in again. Its old badges stay dead. @throws MeshError `not_found`, `permission_denied` */
export function enableClient(db: Db, input: { clientId: string }, author: Author): Promise<Receipt> {
  return change(db, input.clientId, author, "enabled", (tx, row) =>
    updateClientDisabled(tx, { clientId: row.clientId, disabled: false }),
  );
}

/** Kills every badge that a client holds now, and all exchanged from them. It may get new ones. @throws MeshError `not_found`, `permission_denied` */
export function revokeClientBadges(db: Db, input: { clientId: string }, author: Author): Promise<Receipt> {
  return change(db, input.clientId, author, "badges_revoked", (tx, row) =>
    insertRevocation(tx, { kind: "client", value: row.clientId, keepMs: KEEP_MS }),
  );
}

/**
 * Replaces a client's secret; the old one ends at once. Badges issued with it are revoked when asked, for a secret that leaked.
 * @returns the new secret, shown this once
 * @throws MeshError `not_found`, `permission_denied`; `invalid_request` for a client that proves itself with keys
 */
export async function rotateClientSecret(
  db: Db,
  input: { clientId: string; revokeBadges?: boolean },
  author: Author,
): Promise<{ clientSecret: string } & Receipt> {
  const clientSecret = newSecret("sbx_");
  const { entryId } = await change(db, input.clientId, author, "secret_rotated", async (tx, row) => {
    if (row.secretHash === null) {
      throw new MeshError("invalid_request", "This client proves itself with keys; it has no secret.");
    }
    await updateClient(tx, { clientId: row.clientId, set: { secretHash: sha256Hex(clientSecret) } });
    if (input.revokeBadges)
      await insertRevocation(tx, { kind: "client", value: row.clientId, keepMs: KEEP_MS });
  });
  return { clientSecret, entryId };
}

export const replaceClientKeysInput = z.object({ clientId, jwks: clientJwks });

/** Replaces the public keys of a client that uses private_key_jwt. Send old and new together for an overlap. @throws MeshError `not_found`, `permission_denied`, `invalid_request` */
export async function replaceClientKeys(
  db: Db,
  input: z.input<typeof replaceClientKeysInput>,
  author: Author,
): Promise<Receipt> {
  const { jwks } = parseInput(replaceClientKeysInput, input);
  return change(db, input.clientId, author, "keys_replaced", async (tx, row) => {
    if (row.jwks === null) throw new MeshError("invalid_request", "This client proves itself with a secret.");
    await updateClient(tx, { clientId: row.clientId, set: { jwks } });
  });
}

async function change(
  db: Db,
  id: string,
  author: Author,
  what: "disabled" | "enabled" | "badges_revoked" | "secret_rotated" | "keys_replaced",
  apply: (tx: Db, row: ClientRow) => Promise<void>,
): Promise<Receipt> {
  const parsed = parseInput(clientId, id);
  return db.transaction(async (tx) => {
    const row = await findClientForUpdate(tx, { clientId: parsed });
    if (!row) throw new MeshError("not_found", "There is no such client.");
    // Whoever could reset the secret of a more powerful client would become it.
    assertCovers(author, clientOf(row).roles);
    await apply(tx, row);
    const entryId = await appendAudit(tx, {
      type: `io.signalbox.client.${what}`,
      ...author,
      object: `client:${row.clientId}`,
      outcome: "ok",
    });
    return { entryId };
  });
}
