import { isMeshError, MeshError } from "@/lib/core/errors";
import { lookalike } from "@/lib/core/lookalike";
import { parseJson } from "@/lib/core/parse-json";
import { readBody } from "@/lib/gateway/read-body";
import { A2aError, invalidParams } from "./errors";
import { askedExtensions } from "./negotiate";
import { asObject, type JsonObject, methodNamed, type Operation, type RpcId } from "./operation";
import type { Wire } from "./render-error";

/**
 * Reads a JSON-RPC request (A2A 1.0 section 9). The headers have been checked. `wire` gets the request's id as soon as it is known, so that an error that comes later can still be told in the caller's terms.
 * @throws A2aError for what JSON-RPC or A2A refuse; MeshError `payload_too_large`
 */
export async function readJsonRpc(
  request: Request,
  agent: string,
  maxBytes: number,
  wire: Wire,
): Promise<Operation> {
  const body = await readText(request, maxBytes);
  const envelope = parseEnvelope(body);
  wire.rpcId = idOf(envelope);
  if (envelope.jsonrpc !== "2.0" || typeof envelope.method !== "string" || envelope.method === "") {
    throw new A2aError("INVALID_REQUEST", "invalid_request", "This is not a JSON-RPC 2.0 request.");
  }
  const method = methodNamed(wire.generation, envelope.method);
  if (!method) {
    throw new A2aError(
      "METHOD_NOT_FOUND",
      "method_not_allowed",
      `A2A ${wire.generation} has no such method. The A2A-Version header names the version; without it 0.3 is meant.`,
    );
  }
  const params = asObject(envelope.params ?? (method === "GetExtendedAgentCard" ? {} : undefined));
  if (!params) throw invalidParams("params must be an object.");
  return {
    agent,
    method,
    generation: wire.generation,
    binding: "JSONRPC",
    params,
    rpcId: wire.rpcId,
    body,
    extensions: askedExtensions(request.headers, wire.generation),
  };
}

/** Bytes that are not UTF-8 are no JSON (RFC 8259 section 8.1). */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  try {
    return await readBody(request, maxBytes);
  } catch (cause) {
    if (!isMeshError(cause) || cause.code !== "invalid_request") throw cause;
    throw new A2aError("PARSE_ERROR", "invalid_request", cause.message, { cause });
  }
}

function parseEnvelope(body: string): JsonObject {
  let parsed: unknown;
  try {
    parsed = parseJson(body, { maxDepth: 64 });
  } catch (cause) {
    const message = cause instanceof MeshError ? cause.message : "The body is not valid JSON.";
    throw new A2aError("PARSE_ERROR", "invalid_request", message, { cause });
  }
  const envelope = asObject(parsed);
  if (!envelope) {
    throw new A2aError("INVALID_REQUEST", "invalid_request", "The body must be one JSON-RPC request.");
  }
  const other = lookalike(envelope, ["jsonrpc", "id", "method", "params"]);
  if (other) {
    const message = `${other.member} could be taken for ${other.name}; send that.`;
    throw new A2aError("INVALID_REQUEST", "invalid_request", message);
  }
  return envelope;
}

function idOf(envelope: JsonObject): RpcId {
  const id = envelope.id ?? null;
  if (id === null || typeof id === "string" || (typeof id === "number" && Number.isInteger(id))) return id;
  throw new A2aError("INVALID_REQUEST", "invalid_request", "The id must be a text, a whole number or null.");
}
