import { decodeJwt, jwtVerify } from "jose";
import { z } from "zod";
import type { Db } from "@/db/client";
import { findTrustedIssuer, type TrustedIssuerRow } from "@/db/queries/trusted-issuers";
import { insertUsedAssertion } from "@/db/queries/used-assertions";
import { findUserByOidcSubject } from "@/db/queries/users";
import { sha256Hex } from "@/lib/core/canonical-json";
import { isMeshError, MeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { APP_SCOPES } from "../authorizations/authorization";
import { issueForUser } from "../authorizations/issue-for-user";
import { BADGE_LIFETIME_MS, CLOCK_TOLERANCE_MS } from "../badge";
import type { Client } from "../client";
import type { BadgeRequest, IssuedBadge, IssueRecorder } from "../issue-badge";
import type { Mint } from "../mint-badge";
import { invalidBadge } from "../parse-badge";
import type { IssuerKeys } from "./issuer-keys";

const MAX_BYTES = 8192;
/** An assertion says what is so now; one that lives longer is a password. */
const MAX_LIFE_S = 600;
const TOLERANCE_S = CLOCK_TOLERANCE_MS / 1000;
const ALGORITHMS = ["ES256", "EdDSA", "Ed25519", "PS256", "RS256"];

const claimsOf = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  aud: z.union([z.string(), z.tuple([z.string()])]),
  client_id: z.string(),
  jti: z.string().min(1).max(500),
  iat: z.number(),
  exp: z.number(),
  scope: z.string().max(500).optional(),
  resource: z.string().max(2000).optional(),
});
type Claims = z.infer<typeof claimsOf>;

/**
 * A badge for an assertion with which a trusted identity provider says for which person the client acts (RFC 7523 section 3; Identity Assertion JWT Authorization Grant). The person must have signed in through that provider before:
 * accounts are never made on the way.
 * @throws MeshError `invalid_token`, one text for every reason; `insufficient_scope`, `unavailable` when the provider's keys cannot be read, `record_unavailable`
 */
export async function redeemAssertion(
  deps: { db: Db; recorder: IssueRecorder; mint: Mint; keys: IssuerKeys },
  client: Client,
  assertion: string,
  request: BadgeRequest,
): Promise<IssuedBadge> {
  const { db, mint } = deps;
  const claims = await verify(deps, client, assertion);
  const person = await findUserByOidcSubject(db, { oidcSubject: `${claims.iss}|${claims.sub}` });
  if (!person || person.disabledAt) throw invalidBadge("nobody here signs in as that person");
  const first = await insertUsedAssertion(db, {
    jti: sha256Hex(JSON.stringify(["id-jag", claims.iss, claims.jti])),
    expiresAt: new Date((claims.exp + 2 * TOLERANCE_S) * 1000),
  });
  if (!first) throw invalidBadge("assertion used before");
  const from = {
    id: newId(),
    userId: person.id,
    scopes: scopesOf(claims),
    grants: undefined,
    keyThumbprint: undefined,
    expiresAt: new Date(Date.now() + BADGE_LIFETIME_MS),
  };
  return issueForUser({ ...deps, mint }, client, from, request, "jwt_bearer");
}

async function verify(
  deps: { db: Db; mint: Mint; keys: IssuerKeys },
  client: Client,
  assertion: string,
): Promise<Claims> {
  const { issuer: mesh } = deps.mint;
  const trusted = await trustedIssuerOf(deps.db, assertion);
  if (trusted.clientIds.length > 0 && !trusted.clientIds.includes(client.clientId))
    throw invalidBadge("not a client for this issuer");
  let claims: Claims;
  try {
    const { payload } = await jwtVerify(assertion, deps.keys.at(trusted.jwksUri), {
      algorithms: ALGORITHMS,
      typ: "oauth-id-jag+jwt",
      issuer: trusted.issuer,
      audience: mesh,
      clockTolerance: TOLERANCE_S,
    });
    claims = claimsOf.parse(payload);
  } catch (cause) {
    if (isMeshError(cause)) throw cause;
    throw invalidBadge("assertion does not hold", cause);
  }
  // An assertion for one client is worth nothing in the hands of another.
  if (claims.client_id !== client.clientId) throw invalidBadge("assertion for another client");
  if (claims.exp - claims.iat > MAX_LIFE_S || claims.iat > Date.now() / 1000 + TOLERANCE_S)
    throw invalidBadge("assertion lives too long or begins later");
  const { resource } = claims;
  if (resource !== undefined && resource !== mesh && !resource.startsWith(`${mesh}/`))
    throw invalidBadge("assertion for another resource");
  return claims;
}

/** Whom to ask for keys: the issuer that the assertion names, if an operator trusts it. Nothing else of the assertion is believed yet. */
async function trustedIssuerOf(db: Db, assertion: string): Promise<TrustedIssuerRow> {
  if (assertion.length > MAX_BYTES) throw invalidBadge("assertion longer than 8 kB");
  let issuer: unknown;
  try {
    issuer = decodeJwt(assertion).iss;
  } catch (cause) {
    throw invalidBadge("assertion is no JWT", cause);
  }
  const known = typeof issuer === "string" && issuer.length <= 500 && !issuer.includes("\0");
  const row = known ? await findTrustedIssuer(db, { issuer: issuer as string }) : undefined;
  if (!row) throw invalidBadge("issuer is not trusted");
  return row;
}

function scopesOf(claims: Claims): readonly string[] {
  if (claims.scope === undefined) return APP_SCOPES;
  const said = claims.scope.split(" ");
  const scopes = APP_SCOPES.filter((scope) => said.includes(scope));
  if (scopes.length === 0)
    throw new MeshError("insufficient_scope", "The assertion gives no scope that this mesh knows.");
  return scopes;
}
