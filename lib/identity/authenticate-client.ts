import { timingSafeEqual } from "node:crypto";
import type { Db } from "@/db/client";
import { type ClientRow, findClient, updateClientUsed } from "@/db/queries/clients";
import { sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { type Client, clientOf } from "./client";
import { clientIdOfAssertion, verifyClientAssertion } from "./verify-client-assertion";

/** Use is noted at most this often: a client that asks for badges all day is no reason to write all day. */
const USED_EVERY_MS = 5 * 60_000;

/**
 * How a client says who it is: a secret (RFC 6749 section 2.3.1), an assertion signed with its key (RFC 7523 section 2.2), or, for an app that could keep no secret, its id alone. The last proves nothing: what
 * such a client may do hangs on the code or token that it brings.
 */
export type ClientCredentials =
  | { method: "none"; clientId: string }
  | { method: "client_secret"; clientId: string; secret: string }
  | { method: "private_key_jwt"; clientId: string | undefined; assertion: string };

/**
 * Tells which client this is. Unknown, disabled and wrongly proven look alike.
 * @param audiences that an assertion may be for: the issuer and the endpoint asked
 * @throws MeshError `unauthenticated`
 */
export async function authenticateClient(
  db: Db,
  credentials: ClientCredentials,
  audiences: readonly string[],
): Promise<Client> {
  const clientId =
    credentials.method === "private_key_jwt"
      ? clientIdOfAssertion(credentials.assertion)
      : credentials.clientId;
  if (clientId === undefined) throw refused("no readable client id");
  if (credentials.clientId !== undefined && credentials.clientId !== clientId)
    throw refused("two client ids");
  // PostgreSQL cannot hold U+0000 in text; nothing that has one can be a client's id.
  const row = clientId.includes("\0") ? undefined : await findClient(db, { clientId });
  switch (credentials.method) {
    case "none":
      if (row && !isPublic(row)) throw refused("a client that must prove itself");
      break;
    case "client_secret":
      assertSecret(row, credentials.secret);
      break;
    case "private_key_jwt":
      await verifyClientAssertion(db, row?.jwks ?? undefined, clientId, credentials.assertion, audiences);
      break;
    default:
      return credentials satisfies never;
  }
  if (!row) throw refused("unknown client");
  if (row.disabledAt) throw refused("disabled client");
  // An id alone proves nothing, so it says nothing about use either.
  if (credentials.method !== "none" && Date.now() - (row.lastUsedAt?.getTime() ?? 0) > USED_EVERY_MS)
    await updateClientUsed(db, { clientId });
  return clientOf(row);
}

function isPublic(row: ClientRow): boolean {
  return row.kind === "app" && row.secretHash === null && row.jwks === null;
}

/** A client without a secret, or none at all, is compared with a digest that no text has, so that the answer takes as long. */
const NO_DIGEST = "0".repeat(64);

function assertSecret(row: ClientRow | undefined, secret: string): void {
  const expected = Buffer.from(row?.secretHash ?? NO_DIGEST, "hex");
  const given = Buffer.from(sha256Hex(secret), "hex");
  const matches = expected.length === given.length && timingSafeEqual(expected, given);
  if (!matches) throw refused("wrong secret");
}

function refused(detail: string): MeshError {
  return new MeshError("unauthenticated", "The client could not be authenticated.", { detail });
}
