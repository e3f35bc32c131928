import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from "jose";
import type { Db } from "@/db/client";
import { insertUsedAssertion } from "@/db/queries/used-assertions";
import { sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { CLOCK_TOLERANCE_MS } from "./badge";
import { clientJwks } from "./client";

const MAX_BYTES = 8192;
/** An assertion proves who asks right now; one that lives longer is a password. */
const MAX_LIFE_S = 300;
const TOLERANCE_S = CLOCK_TOLERANCE_MS / 1000;
const ALGORITHMS = ["ES256", "EdDSA", "Ed25519", "PS256", "RS256"];
const TYPES: readonly unknown[] = [undefined, "JWT", "client-authentication+jwt"];

/** The client that an assertion names, not yet proven. */
export function clientIdOfAssertion(assertion: string): string | undefined {
  if (assertion.length > MAX_BYTES) return undefined;
  try {
    const { sub } = decodeJwt(assertion);
    return typeof sub === "string" && sub.length <= 200 ? sub : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Checks a client's assertion (RFC 7523 section 3): signed with a registered key, issued by and about the client, for this mesh, short-lived, and used for the first time.
 * @param jwks the client's registered keys, undefined when there are none
 * @throws MeshError `unauthenticated`
 */
export async function verifyClientAssertion(
  db: Db,
  jwks: unknown,
  clientId: string,
  assertion: string,
  audiences: readonly string[],
): Promise<void> {
  const keys = clientJwks.safeParse(jwks);
  if (!keys.success) throw refused("no registered keys");
  const { jti, exp } = await verify(keys.data as JSONWebKeySet, clientId, assertion, audiences);
  if (exp > Date.now() / 1000 + MAX_LIFE_S + TOLERANCE_S) throw refused("lives too long");
  const first = await insertUsedAssertion(db, {
    // Ids are the client's own choice: digested with its name they are bounded, and clients cannot use up each other's.
    jti: sha256Hex(JSON.stringify([clientId, jti])),
    expiresAt: new Date((exp + 2 * TOLERANCE_S) * 1000),
  });
  if (!first) throw refused("used before");
}

async function verify(
  keys: JSONWebKeySet,
  clientId: string,
  assertion: string,
  audiences: readonly string[],
): Promise<{ jti: string; exp: number }> {
  try {
    const { payload, protectedHeader } = await jwtVerify(assertion, createLocalJWKSet(keys), {
      algorithms: ALGORITHMS,
      issuer: clientId,
      subject: clientId,
      audience: [...audiences],
      clockTolerance: TOLERANCE_S,
      requiredClaims: ["exp", "jti"],
    });
    if (!TYPES.includes(protectedHeader.typ)) throw refused("type of another token");
    if (typeof payload.jti !== "string" || payload.exp === undefined) throw refused("no id or end");
    return { jti: payload.jti, exp: payload.exp };
  } catch (cause) {
    throw refused("assertion does not hold", cause);
  }
}

function refused(detail: string, cause?: unknown): MeshError {
  return new MeshError("unauthenticated", "The client could not be authenticated.", { detail, cause });
}
