import { MeshError } from "@/lib/core/errors";
import { McpRejection, RPC, sessionNotFound } from "../wire/rejection";

/** There is no stream of this kind here; the client goes on without (2025-11-25, Listening for Messages from the Server). */
export function noStream(): McpRejection {
  return new McpRejection(405, RPC.transport, "Method not allowed.");
}

/** Why a callee's stream was not opened, from the status it gave instead. */
export function notOpened(status: number): Error {
  if (status === 405) return noStream();
  if (status === 404) return sessionNotFound();
  if (status === 409)
    return new McpRejection(409, RPC.transport, "Only one stream is allowed for each session.");
  return new MeshError("upstream_error", `The callee opened no stream (status ${status}).`);
}
