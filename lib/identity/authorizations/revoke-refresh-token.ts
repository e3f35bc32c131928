import type { Db } from "@/db/client";
import { findRefreshTokenForUpdate } from "@/db/queries/authorizations";
import { sha256Hex } from "@/lib/core/canonical-json";
import type { Client } from "../client";
import { revokeAuthorizations } from "./revoke-authorization";

/** Ends the authorization of a refresh token (RFC 7009 section 2.1). @returns false when the token is not one of this client's */
export function revokeRefreshToken(db: Db, client: Client, refreshToken: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const row = await findRefreshTokenForUpdate(tx, { tokenHash: sha256Hex(refreshToken) });
    if (!row || row.authorization.clientId !== client.clientId) return false;
    const { id } = row.authorization;
    await revokeAuthorizations(tx, { id }, `service:${client.clientId}`, "revoked_by_client");
    return true;
  });
}
