import { errorHeaders, publicError } from "@/lib/core/error-http";
import { type MeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { A2aError, wireErrorOf } from "./errors";
import { type Binding, contentTypeOf, type Generation, type JsonObject, type RpcId } from "./operation";

const ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo";
const STRUCT = "type.googleapis.com/google.protobuf.Struct";

/** Where an error is going. */
export interface Wire {
  binding: Binding;
  generation: Generation;
  rpcId: RpcId;
}

/** An error's body and HTTP status on one wire. */
export interface RenderedError {
  status: number;
  body: JsonObject;
}

/**
 * An error as an HTTP response of the caller's generation and binding. JSON-RPC errors that JSON-RPC or A2A define travel with 200 as that binding has it; what the mesh
 * itself refuses also shows as the HTTP status, so that proxies and clients which never look inside can act on it.
 * @param challengeOf the `WWW-Authenticate` header that belongs to an error, if any does
 */
export function errorToResponse(
  thrown: unknown,
  wire: Wire,
  challengeOf: (err: MeshError) => string | undefined,
): Response {
  const err = toMeshError(thrown);
  if (err.code === "internal") log.error({ err }, "a request to an agent failed inside the mesh");
  const { status, body } = renderError(err, wire);
  const headers: Record<string, string> = {
    ...errorHeaders(err),
    "content-type": contentTypeOf(wire, status),
  };
  const challenge = challengeOf(err);
  if (challenge !== undefined) headers["www-authenticate"] = challenge;
  return new Response(JSON.stringify(body), { status, headers });
}

/** The body and the status of an error. */
export function renderError(err: MeshError, wire: Wire): RenderedError {
  const { rpcCode, httpStatus, status, reason } = wireErrorOf(err);
  const facts = factsOf(err);
  if (wire.generation === "0.3") {
    const error = { code: rpcCode, message: err.message, ...(facts ? { data: facts } : {}) };
    if (wire.binding === "HTTP+JSON") return { status: httpStatus, body: error };
    return { status: rpcStatus(rpcCode, httpStatus), body: { jsonrpc: "2.0", id: wire.rpcId, error } };
  }
  const details: JsonObject[] = [{ "@type": ERROR_INFO, reason, domain: domainOf(err) }];
  if (facts) details.push({ "@type": STRUCT, value: facts });
  if (wire.binding === "HTTP+JSON") {
    return {
      status: httpStatus,
      body: { error: { code: httpStatus, status, message: err.message, details } },
    };
  }
  const error = { code: rpcCode, message: err.message, data: details };
  return { status: rpcStatus(rpcCode, httpStatus), body: { jsonrpc: "2.0", id: wire.rpcId, error } };
}

/** An error that A2A defines says all with its code. What the mesh refuses carries its code, the policies, the remedy and the call on record. */
function factsOf(err: MeshError): JsonObject | undefined {
  if (err instanceof A2aError) return undefined;
  const { message: _, ...facts } = publicError(err);
  return facts;
}

function domainOf(err: MeshError): string {
  return wireErrorOf(err).rpcCode <= -32000 ? "a2a-protocol.org" : "signalbox.io";
}

function rpcStatus(rpcCode: number, httpStatus: number): number {
  return rpcCode <= -32000 && httpStatus < 500 ? 200 : httpStatus;
}
