import { verify } from "node:crypto";
import { MeshError } from "@/lib/core/errors";
import { type BadgeClaims, badgeClaims, CLOCK_TOLERANCE_MS } from "./badge";
import type { KeyRing } from "./key-ring";

/**
 * The claims of a badge (at most 8 kB of text) whose signature, form, issuer and times hold; the audience is left to the caller. The algorithm is pinned and keys come from the ring alone, so nothing in the header can choose
 * either (RFC 8725 sections 3.1, 3.10, 3.11).
 * @throws MeshError `invalid_token` with the reason in `detail` only: a prober learns nothing
 */
export function parseBadge(ring: KeyRing, issuer: string, token: string, nowMs: number): ParsedBadge {
  const parts = COMPACT.exec(token);
  if (!parts) throw invalidBadge("not a compact JWS");
  const [, header, payload, signature] = parts as unknown as [string, string, string, string];
  const key = badgeKeyOf(ring, header);
  const bytes = Buffer.from(signature, "base64url");
  // 64 bytes leave four spare bits in 86 characters; without this check one badge has sixteen spellings.
  if (bytes.length !== SIGNATURE_BYTES || bytes.toString("base64url") !== signature) {
    throw invalidBadge("malformed signature");
  }
  const signed = Buffer.from(token.slice(0, header.length + 1 + payload.length));
  if (!verify("sha256", signed, { key: key.publicKey, dsaEncoding: "ieee-p1363" }, bytes)) {
    throw invalidBadge("wrong signature");
  }
  const claims = badgeClaims.safeParse(decodeObject(payload));
  if (!claims.success) throw invalidBadge("claims of another shape", claims.error);
  assertIssuerAndTimes(claims.data, issuer, nowMs);
  return { kid: key.kid, claims: claims.data };
}

export interface ParsedBadge {
  kid: string;
  claims: BadgeClaims;
}

/** One public text for every reason. */
export function invalidBadge(detail: string, cause?: unknown): MeshError {
  return new MeshError("invalid_token", "The badge is not valid.", { detail, cause });
}

/** Whether the badge is within its times at `nowMs`, give or take the clock tolerance. */
export function isWithinTimes(claims: { exp: number; nbf?: number | undefined }, nowMs: number): boolean {
  if (claims.exp * 1000 + CLOCK_TOLERANCE_MS <= nowMs) return false;
  return claims.nbf === undefined || claims.nbf * 1000 - CLOCK_TOLERANCE_MS <= nowMs;
}

const COMPACT = /^([A-Za-z0-9_-]{1,500})\.([A-Za-z0-9_-]{1,8000})\.([A-Za-z0-9_-]{86})$/;
const KID = /^[A-Za-z0-9_-]{1,64}$/;
const SIGNATURE_BYTES = 64;
const HEADER_MEMBERS = new Set(["alg", "typ", "kid"]);

function badgeKeyOf(ring: KeyRing, encoded: string) {
  const header = decodeObject(encoded);
  // A closed list refuses crit, b64, jku, jwk, x5u, x5c and whatever else could carry or fetch a key.
  for (const member of Object.keys(header)) {
    if (!HEADER_MEMBERS.has(member)) throw invalidBadge(`header member ${member.slice(0, 32)}`);
  }
  if (header.alg !== "ES256") throw invalidBadge("algorithm");
  if (header.typ !== "at+jwt") throw invalidBadge("type");
  if (typeof header.kid !== "string" || !KID.test(header.kid)) throw invalidBadge("key id");
  const key = ring.find(header.kid);
  if (!key) throw invalidBadge(UNKNOWN_KEY);
  if (key.purpose !== "badge") throw invalidBadge("key of another purpose");
  return key;
}

/** `detail` of a badge whose key this process does not know (yet). */
export const UNKNOWN_KEY = "unknown key";

/**
 * A badge is text that the mesh itself wrote with `JSON.stringify`. Whatever does not come back byte for byte has duplicate members, odd escapes, white space or invalid UTF-8, and no two
 * readers are sure to agree on what it says.
 */
function decodeObject(encoded: string): Record<string, unknown> {
  const bytes = Buffer.from(encoded, "base64url");
  if (bytes.toString("base64url") !== encoded) throw invalidBadge("odd base64url");
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw invalidBadge("not JSON", cause);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalidBadge("not an object");
  if (!Buffer.from(JSON.stringify(value)).equals(bytes)) throw invalidBadge("not as the mesh writes it");
  return value as Record<string, unknown>;
}

function assertIssuerAndTimes(claims: BadgeClaims, issuer: string, nowMs: number): void {
  if (claims.iss !== issuer) throw invalidBadge("issuer");
  if (!isWithinTimes(claims, nowMs)) throw invalidBadge("outside its times");
  if (claims.iat * 1000 - CLOCK_TOLERANCE_MS > nowMs) throw invalidBadge("issued in the future");
  if (claims.exp < claims.iat || claims.exp - claims.iat > MAX_LIFE_S) throw invalidBadge("lives too long");
}

const MAX_LIFE_S = 300;
