import type { KeyRing } from "../key-ring";

/** The mesh that badges are from where a test does not say otherwise. */
export const PUBLIC_URL = "http://mesh.test:7400";

/** Claims of a badge that nothing is wrong with. */
export function goodClaims(nowMs = Date.now(), publicUrl = PUBLIC_URL): Record<string, unknown> {
  const now = Math.floor(nowMs / 1000);
  return {
    iss: publicUrl,
    sub: "agent:tracker",
    aud: publicUrl,
    client_id: "tracker-client",
    iat: now,
    exp: now + 300,
    jti: "0198c2f0-0000-7000-8000-0000000000aa",
    scope: "mesh",
  };
}

/** A header that nothing is wrong with. */
export function goodHeader(ring: KeyRing): Record<string, unknown> {
  return { alg: "ES256", typ: "at+jwt", kid: ring.signer("badge").kid };
}

/** Base64url of a text, or of a value's JSON. */
export function encode(value: unknown): string {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
}

/** A JWS truly signed with the mesh's current badge key, over whatever header and payload. A string goes in as it is. */
export function signWithBadgeKey(ring: KeyRing, header: unknown, payload: unknown): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${ring.signer("badge").sign(signed).toString("base64url")}`;
}
