import { type MeshError, toMeshError } from "@/lib/core/errors";
import { AgentFailure, renderAgentFailure } from "./agent/agent-failure";
import type { JsonObject } from "./operation";
import { renderError, type Wire } from "./render-error";

export const SSE_HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache",
  "x-accel-buffering": "no",
} as const;

/** One event of a stream on the caller's wire: the payload as it is, or in a JSON-RPC answer. */
export function sseEvent(wire: Wire, payload: unknown): string {
  const data = wire.binding === "JSONRPC" ? { jsonrpc: "2.0", id: wire.rpcId, result: payload } : payload;
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** An error that ends a stream. JSON-RPC tells it in the answer's `error`; HTTP+JSON, whose payloads have no place for it, in the event's name. */
export function sseError(wire: Wire, thrown: unknown): string {
  const name = wire.binding === "JSONRPC" ? "" : "event: error\n";
  return `${name}data: ${JSON.stringify(errorBody(wire, thrown))}\n\n`;
}

function errorBody(wire: Wire, thrown: unknown): JsonObject {
  if (thrown instanceof AgentFailure) return renderAgentFailure(thrown, wire).body;
  const err: MeshError = toMeshError(thrown);
  return renderError(err, wire).body;
}
