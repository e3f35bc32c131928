import { isMeshError } from "@/lib/core/errors";
import { type AuthorizedBadge, redeemCode } from "@/lib/identity/authorizations/redeem-code";
import { refreshBadge } from "@/lib/identity/authorizations/refresh-badge";
import type { Client } from "@/lib/identity/client";
import { exchangeBadge } from "@/lib/identity/exchange-badge";
import { type BadgeRequest, type IssuedBadge, issueClientBadge } from "@/lib/identity/issue-badge";
import { redeemAssertion } from "@/lib/identity/trust/redeem-assertion";
import { assertMayUse, type GrantType } from "./grant-types";
import type { OAuthDeps } from "./oauth-deps";
import { OAuthError } from "./oauth-error";
import { readBadgeRequest } from "./read-badge-request";
import { required } from "./read-form";
import { ACCESS_TOKEN, readSubjectToken } from "./read-subject-token";

/**
 * Answers a token request of an authenticated client (RFC 6749 sections 4.1.3, 4.4 and 6, RFC 7523 section 2.1, RFC 8693 section 2).
 * @param keyThumbprint of the key that the client has proven to hold, if it sent a proof (RFC 9449 section 5)
 * @returns the members of the token response
 */
export async function grantBadge(
  deps: OAuthDeps,
  client: Client,
  form: ReadonlyMap<string, string>,
  keyThumbprint: string | undefined,
): Promise<Record<string, unknown>> {
  const { recorder, ring, publicUrl, verifier } = deps;
  const mint = { ring, issuer: publicUrl };
  const issuing = { db: deps.database.db, recorder, mint };
  const grantType: GrantType = assertMayUse(client, required(form, "grant_type"));
  const request: BadgeRequest = { ...readBadgeRequest(form, publicUrl), keyThumbprint };
  switch (grantType) {
    case "client_credentials":
      return tokenResponse(await issueClientBadge(recorder, mint, client, request));
    case "authorization_code": {
      const redeemed = {
        code: required(form, "code"),
        codeVerifier: required(form, "code_verifier"),
        redirectUri: form.get("redirect_uri"),
      };
      return authorizedResponse(await asGrant(redeemCode(issuing, client, redeemed, request)));
    }
    case "refresh_token": {
      const token = required(form, "refresh_token");
      return authorizedResponse(await asGrant(refreshBadge(issuing, client, token, request)));
    }
    case "urn:ietf:params:oauth:grant-type:jwt-bearer": {
      const assertion = required(form, "assertion");
      const keys = deps.issuerKeys;
      return tokenResponse(await asGrant(redeemAssertion({ ...issuing, keys }, client, assertion, request)));
    }
    case "urn:ietf:params:oauth:grant-type:token-exchange": {
      const badge = await exchangeBadge(
        recorder,
        { mint, verifier },
        client,
        readSubjectToken(form),
        request,
      );
      return { ...tokenResponse(badge), issued_token_type: ACCESS_TOKEN };
    }
    default:
      return grantType satisfies never;
  }
}

/** A code, refresh token or assertion that is not good is an `invalid_grant` (RFC 6749 section 5.2). */
async function asGrant<T>(granting: Promise<T>): Promise<T> {
  try {
    return await granting;
  } catch (err) {
    if (!isMeshError(err) || err.code !== "invalid_token") throw err;
    throw new OAuthError("invalid_grant", "The grant is not valid.", { cause: err });
  }
}

function authorizedResponse({ badge, refreshToken }: AuthorizedBadge): Record<string, unknown> {
  return { ...tokenResponse(badge), refresh_token: refreshToken };
}

function tokenResponse(badge: IssuedBadge): Record<string, unknown> {
  return {
    access_token: badge.token,
    token_type: badge.keyThumbprint === undefined ? "Bearer" : "DPoP",
    expires_in: Math.max(0, Math.floor((badge.expiresAtMs - badge.issuedAtMs) / 1000)),
    scope: badge.scopes.join(" "),
    ...(badge.grants ? { authorization_details: badge.grants } : {}),
  };
}
