import { isMeshError } from "@/lib/core/errors";
import { calleeAudience } from "./audiences";
import { CONSOLE_CLIENT_ID } from "./badge";
import type { Client } from "./client";
import { actClaimOf } from "./mint-badge";
import { actorRef, type Principal } from "./principal";
import { roleAllows } from "./roles";
import type { BadgeVerifier } from "./verify-badge";

/** RFC 7662 section 2.2. */
export type Introspection = { active: false } | ({ active: true } & Record<string, unknown>);

/**
 * What a badge says, if it is valid right now. A client learns about badges that it holds and badges for its own agent; an operator about any. For all others every badge is inactive, so that the
 * endpoint tells nobody what a stolen badge is worth.
 * @throws MeshError `unavailable` when revocations cannot be read
 */
export async function introspectBadge(
  deps: { verifier: BadgeVerifier; issuer: string },
  client: Client,
  token: string,
): Promise<Introspection> {
  let found: { principal: Principal; audience: string };
  try {
    found = await deps.verifier.inspect(token);
  } catch (err) {
    if (isMeshError(err) && err.code === "invalid_token") return { active: false };
    throw err;
  }
  const { principal, audience } = found;
  const { badge } = principal;
  if (!badge || !mayIntrospect(deps.issuer, client, principal, audience)) return { active: false };
  const act = actClaimOf(principal.chain.slice(1));
  return {
    active: true,
    iss: deps.issuer,
    sub: actorRef(principal.subject),
    aud: audience,
    client_id: principal.clientId ?? CONSOLE_CLIENT_ID,
    jti: badge.id,
    iat: Math.floor(badge.issuedAtMs / 1000),
    exp: Math.floor(badge.expiresAtMs / 1000),
    scope: principal.scopes.join(" "),
    token_type: badge.keyThumbprint === undefined ? "Bearer" : "DPoP",
    ...(badge.keyThumbprint === undefined ? {} : { cnf: { jkt: badge.keyThumbprint } }),
    ...(act ? { act } : {}),
    ...(principal.grants ? { authorization_details: principal.grants } : {}),
    ...(principal.taskId === undefined ? {} : { task_id: principal.taskId }),
  };
}

function mayIntrospect(issuer: string, client: Client, principal: Principal, audience: string): boolean {
  if (roleAllows(client.roles, "clients:read")) return true;
  if (principal.clientId === client.clientId) return true;
  return client.agentName !== undefined && audience === calleeAudience(issuer, "agent", client.agentName);
}
