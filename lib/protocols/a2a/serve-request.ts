import { authenticate } from "@/lib/gateway/authenticate";
import { challengeFor } from "@/lib/gateway/challenge";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Principal } from "@/lib/identity/principal";
import { checkHeaders } from "./negotiate";
import type { Binding, Generation, Operation } from "./operation";
import { readHttpJson } from "./read-http-json";
import { readJsonRpc } from "./read-json-rpc";
import { errorToResponse, type Wire } from "./render-error";

/** A place that speaks A2A: one agent's door, or the mesh's own. */
export interface Place {
  mesh: Mesh;
  /** What operations there are addressed to. */
  agent: string;
  /** Path whose protected resource metadata a refusal names. Those of the HTTP+JSON binding lie below it. */
  path: string;
  /** Carries an operation out. @throws MeshError */
  answer(principal: Principal, operation: Operation, request: Request): Promise<Response>;
}

/** Reads, authenticates, hands on; whatever goes wrong is told in the terms of the request as far as they are known by then. */
export async function serveRequest(place: Place, request: Request, binding: Binding): Promise<Response> {
  const { mesh, path } = place;
  const wire: Wire = { binding, generation: supposedGeneration(request, binding), rpcId: null };
  try {
    checkHeaders(request, wire);
    const principal = await authenticate(mesh, request);
    const operation = await read(place, request, wire);
    return await place.answer(principal, operation, request);
  } catch (err) {
    return errorToResponse(err, wire, (known) => challengeFor(mesh.config.publicUrl, path, known));
  }
}

function read({ mesh, agent }: Place, request: Request, wire: Wire): Promise<Operation> {
  const { maxBodyBytes } = mesh.config;
  if (wire.binding === "JSONRPC") return readJsonRpc(request, agent, maxBodyBytes, wire);
  // The path as sent: ids are decoded one by one, so that an encoded slash stays inside its id.
  const path = new URL(request.url).pathname.split("/").slice(3).join("/");
  return readHttpJson(request, agent, `/${path}`, maxBodyBytes);
}

/** In which terms to tell an error that comes before the request is read. */
function supposedGeneration(request: Request, binding: Binding): Generation {
  if (binding === "HTTP+JSON") return /^[^?]*\/a2a\/[^/]+\/v1\//.test(request.url) ? "0.3" : "1.0";
  return request.headers.has("a2a-version") ? "1.0" : "0.3";
}
