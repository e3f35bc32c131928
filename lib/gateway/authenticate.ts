import { MeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Principal } from "@/lib/identity/principal";
import { badgeVerifierService } from "@/lib/identity/verify-badge";
import { unproven, verifyProof } from "@/lib/identity/verify-proof";
import type { Mesh } from "./mesh";
import { ownOrigins } from "./own-origins";

const CREDENTIAL = /^(Bearer|DPoP) +([A-Za-z0-9._~+/-]+=*)$/i;

/** What of a request says who sent it. */
export type SignedRequest = Pick<Request, "headers" | "method" | "url">;

/**
 * Stage 1. Tells who is calling, from a badge as bearer token (RFC 6750 section 2.1) or, for one that is bound to a key, from the badge and a proof of that key (RFC 9449 section 7.1). A refusal is on
 * record before the caller hears of it.
 * @throws MeshError `unauthenticated` without a credential, `invalid_token` for a bad one, `proof_required` for a bound badge without its proof, `unavailable` when revocations cannot be read
 */
export async function authenticate(mesh: Mesh, request: SignedRequest): Promise<Principal> {
  return recorded(mesh, async () => {
    const { scheme, token } = credentialOf(request.headers);
    const principal = await principalOf(mesh, token);
    if (principal.badge?.keyThumbprint !== undefined || scheme === "dpop") {
      await assertProven(mesh, request, scheme, token, principal);
    }
    return principal;
  });
}

/**
 * Whether the badge that opened a stream is still good. The proof that came with it is spent and is not asked for again.
 * @throws as `authenticate`
 */
export async function authenticateAgain(mesh: Mesh, request: SignedRequest): Promise<Principal> {
  return recorded(mesh, async () => principalOf(mesh, credentialOf(request.headers).token));
}

async function principalOf(mesh: Mesh, token: string): Promise<Principal> {
  const verifier = mesh.services.get(badgeVerifierService);
  return verifier.cached(token) ?? (await verifier.verify(token));
}

function credentialOf(headers: Headers): { scheme: string; token: string } {
  const header = headers.get("authorization");
  if (!header) throw new MeshError("unauthenticated", "A badge is needed: send it as a bearer token.");
  const [, scheme, token] = CREDENTIAL.exec(header) ?? [];
  if (scheme === undefined || token === undefined)
    throw new MeshError("unauthenticated", "The Authorization header is not a bearer token.");
  return { scheme: scheme.toLowerCase(), token };
}

/** A bound badge as a plain bearer token is what a thief would send (RFC 9449 section 7.2); a badge that is bound to nothing proves nothing under the other scheme. */
async function assertProven(
  mesh: Mesh,
  request: SignedRequest,
  scheme: string,
  token: string,
  principal: Principal,
): Promise<void> {
  const proof = request.headers.get("dpop");
  const { keyThumbprint } = principal.badge ?? {};
  if (keyThumbprint === undefined) throw unproven("the badge is bound to no key");
  if (scheme !== "dpop" || proof === null) throw unproven("no proof");
  const proven = await verifyProof(mesh.database.db, proof, {
    method: request.method,
    path: new URL(request.url).pathname,
    origins: ownOrigins(mesh.config, request.url),
    badge: token,
  });
  if (proven !== keyThumbprint) throw unproven("another key");
}

async function recorded(mesh: Mesh, ask: () => Promise<Principal>): Promise<Principal> {
  try {
    return await ask();
  } catch (thrown) {
    const err = toMeshError(thrown);
    await recordRefusal(mesh, err);
    throw err;
  }
}

/** The entry never holds the credential. When even the record is away the refusal stands all the same. */
async function recordRefusal(mesh: Mesh, err: MeshError): Promise<void> {
  try {
    await mesh.recorder.entry({
      type: "io.signalbox.authentication.refused",
      actor: "anonymous:unknown",
      object: "mesh:gateway",
      outcome: "denied",
      payload: { code: err.code, detail: err.detail ?? null },
    });
  } catch (cause) {
    log.error({ err: cause }, "a refused authentication could not be recorded");
  }
}
