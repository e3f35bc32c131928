import type { Client } from "@/lib/identity/client";
import { exchangeBadge } from "@/lib/identity/exchange-badge";
import { type IssuedBadge, issueClientBadge } from "@/lib/identity/issue-badge";
import type { OAuthDeps } from "./oauth-deps";
import { OAuthError } from "./oauth-error";
import { readBadgeRequest } from "./read-badge-request";
import { required } from "./read-form";

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
const JWT = "urn:ietf:params:oauth:token-type:jwt";

export const GRANT_TYPES = ["client_credentials", EXCHANGE] as const;

/**
 * Answers a token request of an authenticated client (RFC 6749 section 4.4, RFC 8693 section 2).
 * @returns the members of the token response
 */
export async function grantBadge(
  deps: OAuthDeps,
  client: Client,
  form: ReadonlyMap<string, string>,
): Promise<Record<string, unknown>> {
  const mint = { ring: deps.ring, issuer: deps.publicUrl };
  switch (required(form, "grant_type")) {
    case "client_credentials": {
      const request = readBadgeRequest(form, deps.publicUrl);
      return tokenResponse(await issueClientBadge(deps.recorder, mint, client, request));
    }
    case EXCHANGE: {
      const subjectToken = readSubjectToken(form);
      const request = readBadgeRequest(form, deps.publicUrl);
      const badge = await exchangeBadge(
        deps.recorder,
        { mint, verifier: deps.verifier },
        client,
        subjectToken,
        request,
      );
      return { ...tokenResponse(badge), issued_token_type: ACCESS_TOKEN };
    }
    default:
      throw new OAuthError("unsupported_grant_type", "This grant type is not supported.");
  }
}

/** The actor is always the authenticated client, so an actor token could only contradict it. */
function readSubjectToken(form: ReadonlyMap<string, string>): string {
  const token = required(form, "subject_token");
  const type = required(form, "subject_token_type");
  if (type !== ACCESS_TOKEN && type !== JWT) {
    throw new OAuthError("invalid_request", "The subject token must be a badge of this mesh.");
  }
  const wanted = form.get("requested_token_type") ?? ACCESS_TOKEN;
  if (wanted !== ACCESS_TOKEN && wanted !== JWT) {
    throw new OAuthError("invalid_request", "Only access tokens are issued.");
  }
  if (form.has("actor_token") || form.has("actor_token_type")) {
    throw new OAuthError("invalid_request", "The actor is the authenticated client; send no actor token.");
  }
  return token;
}

function tokenResponse(badge: IssuedBadge): Record<string, unknown> {
  return {
    access_token: badge.token,
    token_type: "Bearer",
    expires_in: Math.max(0, Math.floor((badge.expiresAtMs - badge.issuedAtMs) / 1000)),
    scope: badge.scopes.join(" "),
    ...(badge.grants ? { authorization_details: badge.grants } : {}),
  };
}
