import { MeshError } from "@/lib/core/errors";
import type { ClientCredentials } from "@/lib/identity/authenticate-client";
import { OAuthError } from "./oauth-error";

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const BASIC = /^Basic +([A-Za-z0-9+/]{1,4000}={0,2})$/i;
const MAX_CHARS = 500;

/**
 * The one credential that a client presents (RFC 6749 section 2.3: not more than one method in a request).
 * @throws MeshError `unauthenticated` without a readable one; OAuthError `invalid_request` for more than one
 */
export function readCredentials(
  authorization: string | null,
  form: ReadonlyMap<string, string>,
): ClientCredentials {
  const clientId = form.get("client_id");
  const secret = form.get("client_secret");
  const assertion = form.get("client_assertion");
  const methods = [authorization !== null, secret !== undefined, assertion !== undefined].filter(
    Boolean,
  ).length;
  if (methods > 1) throw new OAuthError("invalid_request", "Use one way to authenticate the client.");

  if (authorization !== null) {
    const basic = readBasic(authorization);
    if (!basic || (clientId !== undefined && clientId !== basic.clientId)) throw unreadable();
    return { method: "client_secret", ...basic };
  }
  if (assertion !== undefined) {
    if (form.get("client_assertion_type") !== ASSERTION_TYPE) {
      throw new OAuthError("invalid_request", "The type of client assertion is not supported.");
    }
    return { method: "private_key_jwt", clientId, assertion };
  }
  if (clientId === undefined || clientId.length > MAX_CHARS) throw unreadable();
  if (secret === undefined) return { method: "none", clientId };
  if (secret.length > MAX_CHARS) throw unreadable();
  return { method: "client_secret", clientId, secret };
}

/** RFC 6749 section 2.3.1: id and secret are form-encoded, then joined by a colon and sent as Basic credentials. */
function readBasic(authorization: string): { clientId: string; secret: string } | undefined {
  const encoded = BASIC.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1) return undefined;
  const clientId = formDecode(text.slice(0, colon));
  const secret = formDecode(text.slice(colon + 1));
  if (clientId === undefined || secret === undefined) return undefined;
  return clientId.length > MAX_CHARS || secret.length > MAX_CHARS ? undefined : { clientId, secret };
}

function formDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

function unreadable(): MeshError {
  return new MeshError("unauthenticated", "The client could not be authenticated.", {
    detail: "no readable credential",
  });
}
