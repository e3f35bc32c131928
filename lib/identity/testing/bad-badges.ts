import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { calleeAudience } from "../audiences";
import type { KeyRing } from "../key-ring";
import { encode, goodClaims, goodHeader, signWithBadgeKey } from "./forge-badge";

/** Badges of one mesh each of which has one thing wrong with it, by what that is (RFC 8725; ASVS chapter 9). */
export function badBadges(publicUrl: string): Record<string, (ring: KeyRing) => string> {
  const claimsNow = () => goodClaims(Date.now(), publicUrl);
  const good = (ring: KeyRing) => signWithBadgeKey(ring, goodHeader(ring), claimsNow());
  const withClaims = (claims: Record<string, unknown>) => (ring: KeyRing) =>
    signWithBadgeKey(ring, goodHeader(ring), { ...claimsNow(), ...claims });
  const withHeader = (header: Record<string, unknown>) => (ring: KeyRing) =>
    signWithBadgeKey(ring, { ...goodHeader(ring), ...header }, claimsNow());
  const without = (claim: string) => (ring: KeyRing) => {
    const { [claim]: _gone, ...claims } = claimsNow();
    return signWithBadgeKey(ring, goodHeader(ring), claims);
  };
  const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const byStranger = (header: unknown) => {
    const signed = `${encode(header)}.${encode(claimsNow())}`;
    const signature = sign("sha256", Buffer.from(signed), {
      key: stranger.privateKey,
      dsaEncoding: "ieee-p1363",
    });
    return `${signed}.${signature.toString("base64url")}`;
  };
  const swap = (ring: KeyRing, part: 0 | 1 | 2, text: string) => {
    const parts = good(ring).split(".");
    parts[part] = text;
    return parts.join(".");
  };
  const hmac = (ring: KeyRing, secret: string | Buffer, alg = "HS256") => {
    const signed = `${encode({ ...goodHeader(ring), alg })}.${encode(claimsNow())}`;
    return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
  };
  const publicPem = (ring: KeyRing) =>
    ring.find(ring.signer("badge").kid)?.publicKey.export({ type: "spki", format: "pem" }) ?? "";
  const nest = (depth: number): unknown =>
    depth === 0 ? { sub: "agent:a" } : { sub: "agent:a", act: nest(depth - 1) };

  return {
    "empty text": () => "",
    "no dots": () => "abc",
    "two parts": (ring) => good(ring).split(".").slice(0, 2).join("."),
    "four parts": (ring) => `${good(ring)}.x`,
    "five parts (JWE)": (ring) => `${good(ring)}.a.b`,
    "alg none without signature": (ring) =>
      `${encode({ ...goodHeader(ring), alg: "none" })}.${encode(claimsNow())}.`,
    "alg none with signature": withHeader({ alg: "none" }),
    "alg NONE": withHeader({ alg: "NoNe" }),
    "alg missing": withHeader({ alg: undefined }),
    "alg HS256 keyed with the public key in PEM": (ring) => hmac(ring, publicPem(ring)),
    "alg HS256 keyed with the key id": (ring) => hmac(ring, ring.signer("badge").kid),
    "alg ES256 over an HMAC": (ring) => hmac(ring, publicPem(ring), "ES256"),
    "alg RS256": withHeader({ alg: "RS256" }),
    "alg ES384": withHeader({ alg: "ES384" }),
    "alg EdDSA": withHeader({ alg: "EdDSA" }),
    "typ JWT": withHeader({ typ: "JWT" }),
    "typ missing": withHeader({ typ: undefined }),
    "typ of an ID token": withHeader({ typ: "id+jwt" }),
    "kid missing": withHeader({ kid: undefined }),
    "kid unknown": withHeader({ kid: "badge-000000000000000000000000" }),
    "kid as a path": withHeader({ kid: "../../../../dev/null" }),
    "kid with SQL": withHeader({ kid: "x' union select 'key' --" }),
    "kid as a number": withHeader({ kid: 1 }),
    "kid as an array": (ring) => withHeader({ kid: [ring.signer("badge").kid] })(ring),
    "kid of the card key": (ring) => withHeader({ kid: ring.signer("card").kid })(ring),
    "kid of the audit key": (ring) => withHeader({ kid: ring.signer("audit").kid })(ring),
    "kid __proto__": withHeader({ kid: "__proto__" }),
    "embedded jwk, signed by it": (ring) =>
      byStranger({ ...goodHeader(ring), jwk: stranger.publicKey.export({ format: "jwk" }) }),
    "jku of a stranger": (ring) => byStranger({ ...goodHeader(ring), jku: "http://127.0.0.1:9/jwks" }),
    "jku, truly signed": withHeader({ jku: "http://127.0.0.1:9/jwks" }),
    x5u: withHeader({ x5u: "http://127.0.0.1:9/cert" }),
    x5c: withHeader({ x5c: ["MIIB"] }),
    "crit unknown": withHeader({ crit: ["exp"], exp: 1 }),
    "b64 false": withHeader({ b64: false, crit: ["b64"] }),
    zip: withHeader({ zip: "DEF" }),
    "signed by a stranger under our kid": (ring) => byStranger(goodHeader(ring)),
    "empty signature": (ring) => swap(ring, 2, ""),
    "signature of zeros (CVE-2022-21449)": (ring) => swap(ring, 2, Buffer.alloc(64).toString("base64url")),
    "signature in DER": (ring) => swap(ring, 2, Buffer.alloc(70, 48).toString("base64url")),
    "signature cut short": (ring) => good(ring).slice(0, -1),
    "signature with padding": (ring) => `${good(ring)}==`,
    "signature respelt in its spare bits": (ring) => {
      const token = good(ring);
      const last = token.at(-1) as string;
      const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
      return token.slice(0, -1) + alphabet[alphabet.indexOf(last) ^ 1];
    },
    "payload of another badge": (ring) => swap(ring, 1, encode({ ...claimsNow(), sub: "agent:admin" })),
    "payload in standard base64": (ring) => good(ring).replace(/\.e/, ".+"),
    "white space after": (ring) => `${good(ring)} `,
    "line break inside": (ring) => good(ring).replace(".", ".\n"),
    "payload no JSON": (ring) => signWithBadgeKey(ring, goodHeader(ring), "{"),
    "payload an array": (ring) => signWithBadgeKey(ring, goodHeader(ring), [claimsNow()]),
    "payload null": (ring) => signWithBadgeKey(ring, goodHeader(ring), null),
    "payload with white space": (ring) =>
      signWithBadgeKey(ring, goodHeader(ring), JSON.stringify(claimsNow(), null, 1)),
    "duplicate sub": (ring) =>
      signWithBadgeKey(
        ring,
        goodHeader(ring),
        JSON.stringify(claimsNow()).replace("{", '{"sub":"agent:admin",'),
      ),
    "duplicate sub in escapes": (ring) =>
      signWithBadgeKey(
        ring,
        goodHeader(ring),
        JSON.stringify(claimsNow()).replace("{", '{"s\\u0075b":"agent:admin",'),
      ),
    "duplicate alg": (ring) =>
      signWithBadgeKey(ring, JSON.stringify(goodHeader(ring)).replace("{", '{"alg":"none",'), claimsNow()),
    "invalid UTF-8": (ring) => {
      const payload = Buffer.from(JSON.stringify({ ...claimsNow(), sub: "agent:?" }));
      payload[payload.indexOf("?")] = 0xff;
      const signed = `${encode(goodHeader(ring))}.${payload.toString("base64url")}`;
      return `${signed}.${ring.signer("badge").sign(signed).toString("base64url")}`;
    },
    expired: withClaims({ iat: now() - 300, exp: now() - 6 }),
    "exp missing": without("exp"),
    "exp as text": withClaims({ exp: String(now() + 60) }),
    "exp not a whole number": withClaims({ exp: now() + 60.5 }),
    "lives longer than 300 s": withClaims({ exp: now() + 3600 }),
    "nbf in the future": withClaims({ nbf: now() + 60 }),
    "iat in the future": withClaims({ iat: now() + 60, exp: now() + 120 }),
    "iat missing": without("iat"),
    "issuer of another mesh": withClaims({ iss: "https://mesh.example" }),
    "issuer with a slash": withClaims({ iss: `${publicUrl}/` }),
    "iss missing": without("iss"),
    "audience of a stranger": withClaims({ aud: "https://api.github.com" }),
    "audience of a callee": withClaims({ aud: calleeAudience(publicUrl, "agent", "crm") }),
    "audience list that has the mesh": withClaims({ aud: [publicUrl, "https://api.github.com"] }),
    "aud missing": without("aud"),
    "sub missing": without("sub"),
    "sub of no kind": withClaims({ sub: "admin" }),
    "client_id missing": without("client_id"),
    "jti missing": without("jti"),
    "jti no UUID": withClaims({ jti: "1" }),
    "scope a list": withClaims({ scope: ["mesh"] }),
    "unknown claim": withClaims({ admin: true }),
    "unknown role": withClaims({ sbx: { roles: ["root"] } }),
    "chain of six": withClaims({ act: nest(4) }),
    "chain of fifty": withClaims({ act: nest(50) }),
    "act without sub": withClaims({ act: {} }),
    "grant of another type": withClaims({
      authorization_details: [{ type: "any", server: "crm", tool: "x" }],
    }),
    "100 kB": withClaims({ scope: "x".repeat(100_000) }),
    "9 kB": withClaims({ scope: "x".repeat(9_000) }),
    "cnf of another kind": withClaims({ cnf: { jwk: stranger.publicKey.export({ format: "jwk" }) } }),
    "cnf that is no digest": withClaims({ cnf: { jkt: "x" } }),
  };
}

const now = () => Math.floor(Date.now() / 1000);
