import { MeshError } from "@/lib/core/errors";
import { authenticate, authenticateAgain } from "@/lib/gateway/authenticate";
import type { Inbound } from "@/lib/gateway/call";
import { readInbound } from "@/lib/gateway/inbound";
import { mayUse } from "@/lib/gateway/may-use";
import { scopeRefusal } from "@/lib/gateway/scope-refusal";
import type { Principal } from "@/lib/identity/principal";
import { ownerOf } from "./session/owner";
import type { McpSession } from "./session/sessions";
import type { McpState } from "./state";

/** One authenticated request at an MCP door. */
export interface DoorRequest {
  state: McpState;
  request: Request;
  inbound: Inbound;
  principal: Principal;
  /** Name of the server asset; undefined at the door that joins all. */
  server: string | undefined;
}

/** @throws MeshError `unauthenticated`, `invalid_token`, `insufficient_scope` */
export async function enter(
  state: McpState,
  request: Request,
  server: string | undefined,
): Promise<DoorRequest> {
  const principal = await authenticate(state.mesh, request);
  const beyondScope = scopeRefusal(principal);
  if (beyondScope) throw beyondScope;
  return { state, request, inbound: readInbound(request), principal, server };
}

/**
 * The client's session, if it names one.
 * @returns with it the request as one of that session, which stays with one version of its server
 * @throws McpRejection 404 for one that is not its own
 */
export async function sessionOf(
  door: DoorRequest,
): Promise<{ id: string; session: McpSession; door: DoorRequest } | undefined> {
  const id = door.request.headers.get("mcp-session-id");
  if (id === null) return undefined;
  const session = await door.state.sessions.find(id, door.server ?? "", ownerOf(door.principal));
  const inbound = { ...door.inbound, conversation: session.idHash };
  return { id, session, door: { ...door, inbound } };
}

/** Whether the reader of an open stream may go on reading: its badge is still good and policy still lets it look around. @throws MeshError */
export async function mayRead({ state, request, principal, server }: DoorRequest): Promise<void> {
  await authenticateAgain(state.mesh, request);
  if (server === undefined) return;
  const asset = state.mesh.registry.current().find("mcp-server", server);
  const allowed = mayUse(state.mesh, principal, {
    action: "discover",
    resource: { type: "McpServer", id: server },
  });
  if (!asset || asset.suspendedReason !== undefined || !allowed) {
    throw new MeshError("permission_denied", "This stream may no longer be read.");
  }
}
