import { hostnameOf, isOwnHost, isOwnHostHeader } from "@/lib/gateway/allowed-hosts";
import type { Mesh } from "@/lib/gateway/mesh";
import { McpRejection, RPC } from "./rejection";

/**
 * Refuses requests that a web page on another site could have caused by DNS rebinding: the name in `Host`, and in `Origin` if there is one, must be the mesh's own
 * (MCP, Streamable HTTP, security warning; CVE-2025-66414).
 * @throws McpRejection 403
 */
export function checkSite(mesh: Mesh, headers: Headers): void {
  if (!isOwnHostHeader(mesh.config, headers.get("host") ?? undefined)) throw forbidden("Host");
  const origin = headers.get("origin");
  if (origin !== null && !isOwnHost(mesh.config, hostnameOf(origin))) throw forbidden("Origin");
}

function forbidden(header: string): McpRejection {
  return new McpRejection(403, RPC.transport, `Invalid ${header} header`);
}
