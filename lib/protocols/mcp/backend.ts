import type { Answer, Inbound } from "@/lib/gateway/call";
import type { DoorRequest } from "./door";
import { governModern } from "./govern-modern";
import type { RpcRequest } from "./wire/messages";
import { paramHeaders } from "./wire/param-headers";

/** Whatever answers requests of revision 2026-07-28: one server behind the mesh, or all of them together. */
export type Backend = (message: RpcRequest, inbound: Inbound) => Promise<Answer>;

/** One server as a backend, for requests that the mesh wrote itself. */
export function serverBackend(door: DoorRequest, server: string): Backend {
  const { state, principal, request } = door;
  return (message, inbound) =>
    governModern(state, principal, inbound, {
      server,
      message,
      text: JSON.stringify(message),
      idempotencyKey: request.headers.get("idempotency-key") ?? undefined,
      paramHeaders: headersFor(door, server, message),
    });
}

function headersFor({ state }: DoorRequest, server: string, message: RpcRequest): Record<string, string> {
  if (message.method !== "tools/call") return {};
  const asset = state.mesh.registry.current().find("mcp-server", server);
  const tool = asset?.spec.tools.find(({ name }) => name === message.params?.name);
  return tool ? paramHeaders(tool.inputSchema, message.params?.arguments) : {};
}
