import type { Client } from "@/lib/identity/client";
import { OAuthError } from "./oauth-error";

export const GRANT_TYPES = [
  "authorization_code",
  "refresh_token",
  "client_credentials",
  "urn:ietf:params:oauth:grant-type:token-exchange",
  "urn:ietf:params:oauth:grant-type:jwt-bearer",
] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

const FOR_APPS: readonly GrantType[] = ["authorization_code", "refresh_token"];

/**
 * The grant type of a request, if this client may use it. An app acts for people only: never as itself, and never with a badge that somebody handed it. One that proved itself may also bring an assertion.
 * @throws OAuthError `unsupported_grant_type`, `unauthorized_client`
 */
export function assertMayUse(client: Client, asked: string): GrantType {
  const grantType = GRANT_TYPES.find((known) => known === asked);
  if (!grantType) throw new OAuthError("unsupported_grant_type", "This grant type is not supported.");
  const isApp = client.kind === "app";
  const isProven = client.authentication.length > 0;
  const allowed = FOR_APPS.includes(grantType)
    ? isApp
    : isProven && (!isApp || grantType === "urn:ietf:params:oauth:grant-type:jwt-bearer");
  if (!allowed) throw new OAuthError("unauthorized_client", "This client may not use this grant type.");
  return grantType;
}
