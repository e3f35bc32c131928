import { authenticate, type SignedRequest } from "@/lib/gateway/authenticate";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";

/**
 * Tells who calls a model door. Anthropic's SDK sends its key as `x-api-key`; a badge there counts as a bearer token.
 * @throws MeshError `unauthenticated`, `invalid_token`, `proof_required`
 */
export function authenticateCaller(mesh: Mesh, request: SignedRequest): Promise<Principal> {
  const { headers, method, url } = request;
  const key = headers.get("x-api-key");
  if (key === null || headers.has("authorization")) return authenticate(mesh, request);
  const mapped = new Headers(headers);
  mapped.delete("x-api-key");
  mapped.set("authorization", `Bearer ${key}`);
  return authenticate(mesh, { headers: mapped, method, url });
}
