import assert from "node:assert/strict";
import type { Endpoint, Json, Reply } from "./wire";

/** Errors of A2A 1.0.1 section 5.4: JSON-RPC code, HTTP status. */
const ERRORS = {
  TASK_NOT_FOUND: [-32001, 404],
  TASK_NOT_CANCELABLE: [-32002, 400],
  PUSH_NOTIFICATION_NOT_SUPPORTED: [-32003, 400],
  UNSUPPORTED_OPERATION: [-32004, 400],
  CONTENT_TYPE_NOT_SUPPORTED: [-32005, 400],
  EXTENDED_AGENT_CARD_NOT_CONFIGURED: [-32007, 400],
  EXTENSION_SUPPORT_REQUIRED: [-32008, 400],
  VERSION_NOT_SUPPORTED: [-32009, 400],
} as const;

/** Checks that an answer is this error in the terms of its binding and, in 1.0, says so in google.rpc.ErrorInfo. */
export function expectError(
  to: Endpoint,
  reply: Pick<Reply, "status" | "error">,
  reason: keyof typeof ERRORS,
): void {
  const { error, status } = reply;
  assert.ok(error, `${reason} was not told`);
  const [rpcCode, httpStatus] = ERRORS[reason];
  if (to.binding === "JSONRPC") assert.equal(error.code, rpcCode, `${reason}: ${error.message}`);
  else assert.equal(status, httpStatus, `${reason}: ${error.message}`);
  if (to.generation === "1.0") assert.equal(errorInfo(error.details)?.reason, reason);
}

/** The google.rpc.ErrorInfo among an error's details. */
export function errorInfo(details: unknown): Json | undefined {
  if (!Array.isArray(details)) return undefined;
  return details.find((detail: Json) => detail["@type"] === "type.googleapis.com/google.rpc.ErrorInfo");
}
