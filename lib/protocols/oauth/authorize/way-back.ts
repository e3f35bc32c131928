import type { AuthorizationError, WayBack } from "./authorization-request";

/** The address that carries a code back to the app (RFC 6749 section 4.1.2), with the issuer, so that the app notices an answer from somebody else (RFC 9207 section 2). */
export function codeAddress(publicUrl: string, back: WayBack, code: string): string {
  return withParameters(publicUrl, back, { code });
}

/** The address that carries a refusal back (RFC 6749 section 4.1.2.1). */
export function errorAddress(
  publicUrl: string,
  back: WayBack,
  code: AuthorizationError["code"],
  description: string,
): string {
  return withParameters(publicUrl, back, { error: code, error_description: description });
}

/** The registered address keeps what it has; nothing in it is rewritten. */
function withParameters(publicUrl: string, back: WayBack, answer: Record<string, string>): string {
  const parameters = new URLSearchParams(answer);
  if (back.state !== undefined) parameters.set("state", back.state);
  parameters.set("iss", publicUrl);
  return `${back.redirectUri}${back.redirectUri.includes("?") ? "&" : "?"}${parameters.toString()}`;
}
