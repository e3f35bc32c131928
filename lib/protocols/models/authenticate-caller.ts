import { authenticate } from "@/lib/gateway/authenticate";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";

/**
 * Tells who calls a model door. Anthropic's SDK sends its key as `x-api-key`; a badge there counts as a bearer token.
 * @throws MeshError `unauthenticated`, `invalid_token`
 */
export function authenticateCaller(mesh: Mesh, headers: Headers): Promise<Principal> {
  const key = headers.get("x-api-key");
  if (key === null || headers.has("authorization")) return authenticate(mesh, headers);
  const mapped = new Headers(headers);
  mapped.delete("x-api-key");
  mapped.set("authorization", `Bearer ${key}`);
  return authenticate(mesh, mapped);
}
