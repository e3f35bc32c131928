import { z } from "zod";
import type { Db } from "@/db/client";
import { deleteUnusedSignInLinks, insertSignInLink, updateSignInLinkUsed } from "@/db/queries/sign-in-links";
import { findUser } from "@/db/queries/users";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Receipt } from "@/lib/audit/receipt.schema";
import { sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { newSecret } from "@/lib/core/ids";
import { parseInput } from "@/lib/core/parse-input";
import { type Author, assertCovers } from "./author";
import { auditSignIn } from "./sign-in";
import { type User, userOf } from "./user";

const LIFETIME_S = 15 * 60;

/**
 * Makes a link token that signs a person in once within 15 minutes. Links made before end. Whoever holds it is that person, so the author needs all rights that the person has.
 * @throws MeshError `not_found`, `permission_denied`
 */
export async function createSignInLink(
  db: Db,
  input: { userId: string },
  author: Author,
): Promise<{ token: string } & Receipt> {
  const id = parseInput(z.uuid(), input.userId);
  const token = newSecret("sbxl_");
  const entryId = await db.transaction(async (tx) => {
    const row = await findUser(tx, { id });
    if (!row || row.disabledAt) throw new MeshError("not_found", "There is no such person.");
    assertCovers(author, [userOf(row).role]);
    await deleteUnusedSignInLinks(tx, { userId: id });
    await insertSignInLink(tx, { tokenHash: sha256Hex(token), userId: id, lifetimeS: LIFETIME_S });
    return appendAudit(tx, {
      type: "io.signalbox.user.link_created",
      ...author,
      object: `user:${id}`,
      outcome: "ok",
    });
  });
  return { token, entryId };
}

/**
 * Uses a link up and tells whose it was. Guessing needs no throttle: a token has 256 random bits.
 * @throws MeshError `unauthenticated` for a used, expired or unknown link, or a disabled person
 */
export async function redeemSignInLink(db: Db, input: { token: string; remote: string }): Promise<User> {
  const { token, remote } = input;
  const user = await db.transaction(async (tx) => {
    const used = await updateSignInLinkUsed(tx, { tokenHash: sha256Hex(token) });
    const row = used && (await findUser(tx, { id: used.userId }));
    if (!row || row.disabledAt) return undefined;
    await auditSignIn(tx, { userId: row.id, method: "link", outcome: "ok", remote, role: userOf(row).role });
    return userOf(row);
  });
  if (!user) {
    await auditSignIn(db, { userId: undefined, method: "link", outcome: "denied", remote });
    throw new MeshError(
      "unauthenticated",
      "This sign-in link has been used or is too old. Ask for a new one.",
    );
  }
  return user;
}
