import { timingSafeEqual } from "node:crypto";
import type { Db } from "@/db/client";
import { findCodeForUpdate, updateAuthorizationKey, updateCodeUsed } from "@/db/queries/authorizations";
import { sha256Base64url, sha256Hex } from "@/lib/core/canonical-json";
import type { Client } from "../client";
import type { BadgeRequest, IssuedBadge, IssueRecorder } from "../issue-badge";
import type { Mint } from "../mint-badge";
import { invalidBadge } from "../parse-badge";
import { authorizationOf } from "./authorization";
import { issueForUser } from "./issue-for-user";
import { newRefreshToken } from "./new-refresh-token";
import { revokeAuthorizations } from "./revoke-authorization";

/** What an app gets for a code or a refresh token. */
export interface AuthorizedBadge {
  badge: IssuedBadge;
  refreshToken: string;
}

export interface RedeemedCode {
  code: string;
  /** RFC 7636 section 4.1. */
  codeVerifier: string;
  /** If the app repeats it (RFC 6749 section 4.1.3); the verifier proves more. */
  redirectUri: string | undefined;
}

/**
 * Gives an app what its code stands for (RFC 6749 section 4.1.3, RFC 7636 section 4.6). A code that comes twice, or with another verifier, has been stolen: whatever was issued from it is revoked (RFC 9700 section
 * 4.5.3).
 * @throws MeshError `invalid_token`, one text for every reason; `proof_required`, `insufficient_scope`, `grant_exceeded`, `record_unavailable`
 */
export async function redeemCode(
  deps: { db: Db; recorder: IssueRecorder; mint: Mint },
  client: Client,
  redeemed: RedeemedCode,
  request: BadgeRequest,
): Promise<AuthorizedBadge> {
  const codeHash = sha256Hex(redeemed.code);
  const result = await deps.db.transaction(async (tx) => {
    const row = await findCodeForUpdate(tx, { codeHash });
    if (!row || row.authorization.clientId !== client.clientId) return "unknown code";
    const authorization = authorizationOf(row.authorization);
    const { id } = authorization;
    if (row.usedAt !== null || !matches(row, redeemed)) {
      await updateCodeUsed(tx, { codeHash });
      await revokeAuthorizations(tx, { id }, `service:${client.clientId}`, "code_replayed");
      return row.usedAt === null ? "other verifier or address" : "code used before";
    }
    if (row.authorization.revokedAt !== null || row.expiresAt.getTime() <= Date.now()) return "code is over";
    const { keyThumbprint } = request;
    // A code that was asked for with a key goes to the holder of that key only (RFC 9449 section 10).
    if (authorization.keyThumbprint !== undefined && authorization.keyThumbprint !== keyThumbprint)
      return "another key than the code's";
    await updateCodeUsed(tx, { codeHash });
    if (keyThumbprint !== undefined) await updateAuthorizationKey(tx, { id, keyThumbprint });
    const badge = await issueForUser(
      { ...deps, db: tx },
      client,
      authorization,
      request,
      "authorization_code",
    );
    return { badge, refreshToken: await newRefreshToken(tx, authorization) };
  });
  if (typeof result === "string") throw invalidBadge(result);
  return result;
}

function matches(row: { redirectUri: string; codeChallenge: string }, redeemed: RedeemedCode): boolean {
  if (redeemed.redirectUri !== undefined && redeemed.redirectUri !== row.redirectUri) return false;
  const given = Buffer.from(sha256Base64url(redeemed.codeVerifier));
  const expected = Buffer.from(row.codeChallenge);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
