import { isMeshError } from "@/lib/core/errors";
import { revokeRefreshToken } from "@/lib/identity/authorizations/revoke-refresh-token";
import { actorOfClient, type Client } from "@/lib/identity/client";
import { actorRef, type Principal } from "@/lib/identity/principal";
import { revokeBadge } from "@/lib/identity/revoke-badge";
import { roleAllows } from "@/lib/identity/roles";
import type { OAuthDeps } from "./oauth-deps";
import { OAuthError } from "./oauth-error";

/**
 * Revokes a badge that the client holds and all exchanged from it, or a refresh token and all that came of its authorization (RFC 7009). One that is not valid any more is no error: what the client wants is already so (section 2.2).
 * @throws OAuthError `unauthorized_client` for another client's badge
 */
export async function revokeRequested(deps: OAuthDeps, client: Client, token: string): Promise<void> {
  if (await revokeRefreshToken(deps.database.db, client, token)) return deps.revocations.refresh();
  const principal = await livePrincipal(deps, token);
  if (!principal?.badge) return;
  if (principal.clientId !== client.clientId && !roleAllows(client.roles, "clients:write")) {
    throw new OAuthError("unauthorized_client", "The badge was issued to another client.");
  }
  const author = { actor: actorRef(actorOfClient(client)), roles: client.roles };
  await revokeBadge(deps.database.db, { badgeId: principal.badge.id }, author);
  // This replica knows before it answers; the others within a second.
  await deps.revocations.refresh();
}

async function livePrincipal(deps: OAuthDeps, token: string): Promise<Principal | undefined> {
  try {
    return (await deps.verifier.inspect(token)).principal;
  } catch (err) {
    if (isMeshError(err) && err.code === "invalid_token") return undefined;
    throw err;
  }
}
