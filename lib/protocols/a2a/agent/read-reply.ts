import { MeshError } from "@/lib/core/errors";
import type { HopResponse } from "@/lib/gateway/call";
import { asObject, type JsonObject } from "../operation";

/**
 * A reply's JSON. A refusal of the mesh's own credential is no answer to the caller, who would take it for a refusal of its badge.
 * @throws MeshError `upstream_error`, `upstream_invalid`
 */
export function parseReply(status: number, text: string): JsonObject {
  if (status === 401 || status === 403 || status === 407) {
    throw new MeshError("upstream_error", "The agent refused the mesh's credential.", {
      detail: `HTTP ${status}`,
    });
  }
  let reply: JsonObject | undefined;
  try {
    reply = asObject(JSON.parse(text));
  } catch {
    // Told below: an HTTP error without JSON is the agent's or its proxy's trouble, a success without JSON is not A2A.
  }
  if (reply) return reply;
  if (status >= 400) {
    throw new MeshError("upstream_error", `The agent answered with HTTP status ${status}.`);
  }
  throw new MeshError("upstream_invalid", "The agent's answer is not a JSON object.");
}

/**
 * Checks that a reply is the JSON-RPC answer to the request with this id (JSON-RPC 2.0 section 5).
 * @throws MeshError `upstream_invalid`
 */
export function checkRpcReply(reply: JsonObject, id: unknown): void {
  const hasError = asObject(reply.error) !== undefined;
  if (reply.jsonrpc !== "2.0" || (!hasError && reply.result === undefined)) {
    throw new MeshError("upstream_invalid", "The agent's answer is not a JSON-RPC 2.0 response.");
  }
  // An agent that could not read the request answers with a null id.
  if (reply.id !== id && !(hasError && (reply.id === null || reply.id === undefined))) {
    throw new MeshError("upstream_invalid", "The agent answered another request than the one it got.");
  }
}

export function isEventStream(response: HopResponse): boolean {
  return String(response.headers["content-type"] ?? "").startsWith("text/event-stream");
}
