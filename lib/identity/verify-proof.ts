import { calculateJwkThumbprint, EmbeddedJWK, type JWK, jwtVerify } from "jose";
import { z } from "zod";
import type { Db } from "@/db/client";
import { insertUsedAssertion } from "@/db/queries/used-assertions";
import { sha256Base64url, sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import { CLOCK_TOLERANCE_MS } from "./badge";

/** Algorithms of proofs. No RSA: its keys can be made so large that checking one costs the mesh more than making it. */
export const PROOF_ALGORITHMS = ["ES256", "EdDSA", "Ed25519"] as const;

/** A proof is made for one request. How long it may have been under way, in seconds. */
const MAX_AGE_S = 60;
const TOLERANCE_S = CLOCK_TOLERANCE_MS / 1000;
const MAX_CHARS = 4096;

/** What a proof must be about. */
export interface ProvenRequest {
  method: string;
  /** Path as requested, without the query. */
  path: string;
  /** Origins under which the mesh is reached, such as `https://mesh.example`. */
  origins: readonly string[];
  /** The badge that comes with the proof, if one does. */
  badge?: string | undefined;
}

const proofClaims = z.object({
  jti: z.string().min(1).max(500),
  htm: z.string(),
  htu: z.string().max(2000),
  iat: z.number(),
  ath: z.string().optional(),
});

/**
 * Checks a DPoP proof (RFC 9449 section 4.3): signed by the key in it, for this method, address and badge, fresh, and never seen before by any replica.
 * @returns the thumbprint of the key (RFC 7638)
 * @throws MeshError `proof_required`
 */
export async function verifyProof(db: Db, proof: string, request: ProvenRequest): Promise<string> {
  const { claims, jwk } = await open(proof);
  if (claims.htm !== request.method) throw unproven("method");
  if (!isAddress(claims.htu, request)) throw unproven("address");
  const nowS = Date.now() / 1000;
  if (claims.iat > nowS + TOLERANCE_S || claims.iat < nowS - MAX_AGE_S) throw unproven("age");
  if (request.badge !== undefined && claims.ath !== sha256Base64url(request.badge)) throw unproven("badge");
  const thumbprint = await calculateJwkThumbprint(jwk);
  const first = await insertUsedAssertion(db, {
    // Ids are the sender's own choice: digested with the key they are bounded, and nobody can use up another's.
    jti: sha256Hex(JSON.stringify(["dpop", thumbprint, claims.jti])),
    expiresAt: new Date((claims.iat + MAX_AGE_S + 2 * TOLERANCE_S) * 1000),
  });
  if (!first) throw unproven("used before");
  return thumbprint;
}

/** One public text for every reason. */
export function unproven(detail: string, cause?: unknown): MeshError {
  return new MeshError("proof_required", "The DPoP proof is missing or does not hold.", { detail, cause });
}

async function open(proof: string): Promise<{ claims: z.infer<typeof proofClaims>; jwk: JWK }> {
  if (proof.length > MAX_CHARS) throw unproven("too long");
  try {
    // The key comes from the proof itself, as section 4.2 says: it proves possession and nothing else.
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      algorithms: [...PROOF_ALGORITHMS],
      typ: "dpop+jwt",
    });
    const claims = proofClaims.parse(payload);
    return { claims, jwk: protectedHeader.jwk as JWK };
  } catch (cause) {
    throw unproven("malformed or wrongly signed", cause);
  }
}

/** Query and fragment do not count (section 4.3, check 9). */
function isAddress(htu: string, request: ProvenRequest): boolean {
  let url: URL;
  try {
    url = new URL(htu);
  } catch {
    return false;
  }
  return request.origins.includes(url.origin) && url.pathname === request.path;
}
