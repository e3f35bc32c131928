import type { Mesh } from "@/lib/gateway/mesh";
import { issuePersonBadge } from "@/lib/identity/issue-person-badge";
import { keyRingService } from "@/lib/identity/key-ring";
import { assertMay } from "@/lib/identity/operation";
import type { Principal } from "@/lib/identity/principal";
import { doorRequest } from "@/lib/protocols/try/door-request";
import type { TryInput } from "@/lib/protocols/try/try.schema";
import { enterGateway } from "./enter-gateway";

/**
 * Makes one call in the name of a signed-in person: authenticated by a badge of seconds, ruled, limited, recorded and priced like any other.
 * @returns what the door answered, refusals included
 * @throws MeshError `permission_denied` without `calls:make`; `invalid_request`, `record_unavailable`, `unavailable`
 */
export async function tryCall(
  mesh: Mesh,
  person: Principal,
  input: TryInput,
  signal: AbortSignal,
): Promise<Response> {
  assertMay(person, "calls:make");
  const request = doorRequest(mesh.registry.current(), input);
  const mint = { ring: mesh.services.get(keyRingService), issuer: mesh.config.publicUrl };
  const { token } = await issuePersonBadge(mesh.recorder, mint, person);
  return enterGateway(mesh, request, token, signal);
}
