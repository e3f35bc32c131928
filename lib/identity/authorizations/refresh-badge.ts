import type { Db } from "@/db/client";
import { findRefreshTokenForUpdate, updateRefreshTokenUsed } from "@/db/queries/authorizations";
import { sha256Hex } from "@/lib/core/canonical-json";
import type { Client } from "../client";
import type { BadgeRequest, IssueRecorder } from "../issue-badge";
import type { Mint } from "../mint-badge";
import { invalidBadge } from "../parse-badge";
import { authorizationOf } from "./authorization";
import { issueForUser } from "./issue-for-user";
import { newRefreshToken } from "./new-refresh-token";
import type { AuthorizedBadge } from "./redeem-code";
import { revokeAuthorizations } from "./revoke-authorization";

/**
 * A new badge and a new refresh token for an old one, which is used up (RFC 9700 section 4.14.2). One that comes twice is in two hands, and nobody can tell which are the right ones: the authorization ends with
 * everything from it.
 * @throws MeshError `invalid_token`, one text for every reason; `insufficient_scope`, `grant_exceeded`, `record_unavailable`
 */
export async function refreshBadge(
  deps: { db: Db; recorder: IssueRecorder; mint: Mint },
  client: Client,
  refreshToken: string,
  request: BadgeRequest,
): Promise<AuthorizedBadge> {
  const tokenHash = sha256Hex(refreshToken);
  const result = await deps.db.transaction(async (tx) => {
    const row = await findRefreshTokenForUpdate(tx, { tokenHash });
    if (!row || row.authorization.clientId !== client.clientId) return "unknown refresh token";
    const authorization = authorizationOf(row.authorization);
    const nowMs = Date.now();
    if (row.authorization.revokedAt !== null || authorization.expiresAt.getTime() <= nowMs)
      return "authorization is over";
    // The key is asked for first, so that a thief without it cannot end the authorization (RFC 9449 section 5).
    if (authorization.keyThumbprint !== undefined && authorization.keyThumbprint !== request.keyThumbprint)
      return "another key than the authorization's";
    if (row.usedAt !== null) {
      const { id } = authorization;
      await revokeAuthorizations(tx, { id }, `service:${client.clientId}`, "refresh_token_replayed");
      return "refresh token used before";
    }
    if (row.expiresAt.getTime() <= nowMs) return "refresh token expired";
    await updateRefreshTokenUsed(tx, { tokenHash });
    const badge = await issueForUser({ ...deps, db: tx }, client, authorization, request, "refresh_token");
    return { badge, refreshToken: await newRefreshToken(tx, authorization) };
  });
  if (typeof result === "string") throw invalidBadge(result);
  return result;
}
