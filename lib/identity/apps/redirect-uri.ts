import { z } from "zod";

/** `http` on this very machine: what programs without a server of their own listen on (RFC 8252 section 7.3). The port is the third group. */
const LOOPBACK = /^(http:\/\/)(127\.0\.0\.1|\[::1\]|localhost)(:[0-9]{1,5})?((?:[/?].*)?)$/;
/** RFC 8252 section 7.1: a scheme of one's own is a reversed domain name. Schemes that browsers or systems act on have no dot. */
const PRIVATE_SCHEME = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:\//;
const PRINTABLE = /^[\x21-\x7e]+$/;

/** An address that an app may be sent back to: https, loopback, or a scheme of the app's own; spelt the one way that parsers agree on. */
export const redirectUri = z
  .string()
  .min(1)
  .max(500)
  .refine(isRedirectUri, "Use https, http on loopback, or a scheme that is a reversed domain name.");

/**
 * Whether an app that registered `registered` may be sent back to `asked`: only to the very same text (RFC 9700 section 4.1.3). On loopback the port is chosen by the system when the app
 * starts to listen, so there it may differ (RFC 8252 section 7.3).
 */
export function matchesRedirectUri(registered: string, asked: string): boolean {
  if (registered === asked) return true;
  const own = LOOPBACK.exec(registered);
  const given = LOOPBACK.exec(asked);
  return own !== null && given !== null && own[2] === given[2] && own[4] === given[4];
}

/** Whether any program on the person's machine could be listening there. */
export function isLoopbackUri(uri: string): boolean {
  return LOOPBACK.test(uri);
}

function isRedirectUri(text: string): boolean {
  if (!PRINTABLE.test(text) || text.includes("\\") || text.includes("#")) return false;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  if (url.username || url.password) return false;
  // Another spelling of the same address (dot segments, a default port, capitals) would be compared as text and matched by nobody.
  if (url.href !== text && url.href !== `${text}/`) return false;
  if (url.protocol === "https:") return url.hostname !== "";
  return LOOPBACK.test(text) || PRIVATE_SCHEME.test(text);
}
