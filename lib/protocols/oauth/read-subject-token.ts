import { OAuthError } from "./oauth-error";
import { required } from "./read-form";

export const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
const JWT = "urn:ietf:params:oauth:token-type:jwt";

/** The badge to exchange (RFC 8693 section 2.1). The actor is always the authenticated client, so an actor token could only contradict it. @throws OAuthError `invalid_request` */
export function readSubjectToken(form: ReadonlyMap<string, string>): string {
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
