import { createHash, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

/** A key with which a client makes proofs (RFC 9449). */
export interface ProofKey {
  jwk: JWK;
  /** A proof for a request; `claims` and `header` replace what a good one has, undefined leaves it out. */
  prove(
    method: string,
    url: string,
    badge?: string,
    claims?: Record<string, unknown>,
    header?: Record<string, unknown>,
  ): Promise<string>;
}

export async function newProofKey(alg = "ES256"): Promise<ProofKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return {
    jwk,
    prove: (method, url, badge, claims = {}, header = {}) =>
      new SignJWT({
        jti: randomUUID(),
        htm: method,
        htu: url,
        iat: Math.floor(Date.now() / 1000),
        ...(badge === undefined ? {} : { ath: createHash("sha256").update(badge).digest("base64url") }),
        ...claims,
      })
        .setProtectedHeader({ alg, typ: "dpop+jwt", jwk, ...header })
        .sign(privateKey),
  };
}
