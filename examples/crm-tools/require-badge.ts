import { createRemoteJWKSet, jwtVerify } from "jose";

/** Which mesh's badges count, and for whom they must be made out. */
export interface Trust {
  issuer: string;
  jwksUrl: string;
  audience: string;
}

/**
 * Tells whether a request carries a badge that the mesh made out to this server. Without this check anyone on the network could go around the mesh.
 * The `at+jwt` type (RFC 9068) keeps other tokens of the same issuer out.
 */
export function badgeCheck(trust: Trust): (request: Request) => Promise<boolean> {
  const keys = createRemoteJWKSet(new URL(trust.jwksUrl), { timeoutDuration: 5000 });
  return async (request) => {
    const token = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
    if (!token) return false;
    const expected = { issuer: trust.issuer, audience: trust.audience, typ: "at+jwt", algorithms: ["ES256"] };
    return jwtVerify(token, keys, expected).then(
      () => true,
      () => false,
    );
  };
}
