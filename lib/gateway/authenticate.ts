import { MeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Principal } from "@/lib/identity/principal";
import { badgeVerifierService } from "@/lib/identity/verify-badge";
import type { Mesh } from "./mesh";

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * Stage 1. Tells who is calling, from a bearer badge (RFC 6750 section 2.1). A refusal is on record before the caller hears of it.
 * @throws MeshError `unauthenticated` without a credential, `invalid_token` for a bad one, `unavailable` when revocations cannot be read
 */
export async function authenticate(mesh: Mesh, headers: Headers): Promise<Principal> {
  const verifier = mesh.services.get(badgeVerifierService);
  try {
    const header = headers.get("authorization");
    if (!header) throw new MeshError("unauthenticated", "A badge is needed: send it as a bearer token.");
    const token = BEARER.exec(header)?.[1];
    if (!token) throw new MeshError("unauthenticated", "The Authorization header is not a bearer token.");
    return verifier.cached(token) ?? (await verifier.verify(token));
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
