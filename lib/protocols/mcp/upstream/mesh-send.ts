import { newId } from "@/lib/core/ids";
import type { HopRequest, HopResponse } from "@/lib/gateway/call";
import type { Mesh } from "@/lib/gateway/mesh";
import { traceOf } from "@/lib/gateway/trace";
import { hopHeaders, sendUpstream } from "@/lib/gateway/upstream";
import type { Principal } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";

/** Sends one request to a callee. */
export type Send = (request: HopRequest) => Promise<HopResponse>;

const TIMEOUT_MS = 10_000;

/** The mesh itself, where it looks after a callee for nobody in particular. */
export const MESH_PRINCIPAL: Principal = {
  caller: { kind: "service", id: "signalbox" },
  subject: { kind: "service", id: "signalbox" },
  chain: [{ kind: "service", id: "signalbox" }],
  clientId: "signalbox",
  roles: [],
  domains: [],
  badge: undefined,
  scopes: [],
  taskId: undefined,
  grants: undefined,
};

/** Sends in the mesh's own name: looks at tools, opens and ends sessions. Nothing that a caller asked for goes this way. */
export async function meshSend(
  mesh: Mesh,
  server: Asset<"mcp-server">,
  timeoutMs = TIMEOUT_MS,
): Promise<Send> {
  const trace = traceOf({
    traceparent: undefined,
    tracestate: undefined,
    timeoutMs: undefined,
    signal: NEVER,
  });
  const headers = await hopHeaders(mesh, MESH_PRINCIPAL, server, trace, newId());
  return (request) => sendUpstream(mesh, request, headers, AbortSignal.timeout(timeoutMs));
}

const NEVER = new AbortController().signal;
