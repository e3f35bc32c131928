import { errorHeaders, publicError } from "@/lib/core/error-http";
import { type MeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { MCP_ERRORS } from "./error-table";
import type { RpcError, RpcId } from "./messages";
import { McpRejection } from "./rejection";

/** An error as MCP says it: the JSON-RPC error and the HTTP status it goes with. */
export interface RenderedError {
  status: number;
  error: RpcError;
  headers: Record<string, string>;
}

/** Any thrown value as an MCP error. `data` carries the mesh's code, the policies that decided, the remedy and the call on record. */
export function renderError(thrown: unknown): RenderedError {
  if (thrown instanceof McpRejection) {
    const { code, message, data, status } = thrown;
    return {
      status,
      error: { code, message, ...(data === undefined ? {} : { data }) },
      headers: { "cache-control": "no-store" },
    };
  }
  const err = toMeshError(thrown);
  if (err.code === "internal") log.error({ err }, "an MCP request failed inside the mesh");
  const { message, ...data } = publicError(err);
  return {
    status: MCP_ERRORS[err.code].http,
    error: { code: MCP_ERRORS[err.code].rpc, message, data },
    headers: errorHeaders(err),
  };
}

/** The error as a response. `id` is null where the request's own id could not be read. */
export function errorAnswer(
  thrown: unknown,
  id: RpcId | null,
  challenge?: (err: MeshError) => string | undefined,
): Response {
  const { status, error, headers } = renderError(thrown);
  const authenticate = thrown instanceof McpRejection ? undefined : challenge?.(toMeshError(thrown));
  if (authenticate !== undefined) headers["www-authenticate"] = authenticate;
  return Response.json({ jsonrpc: "2.0", id, error }, { status, headers });
}
