import type { Failure } from "@/lib/gateway/call";
import { A2A_ERRORS, type A2aReason, codeOfUpstreamError } from "../errors";
import type { JsonObject } from "../operation";
import type { RenderedError, Wire } from "../render-error";

/** An error that the agent answered. It is passed on in the caller's terms and counts as a failed call. */
export class AgentFailure extends Error {
  readonly rpcCode: number;
  /** `error.data` of JSON-RPC, or `error.details` of HTTP+JSON. */
  readonly data: unknown;

  constructor(rpcCode: number, message: string, data?: unknown) {
    super(message);
    this.name = "AgentFailure";
    this.rpcCode = rpcCode;
    this.data = data;
  }
}

/** From the `error` member of a JSON-RPC answer. */
export function failureOfRpcError(error: JsonObject): AgentFailure {
  const code = typeof error.code === "number" ? error.code : -32603;
  const message = typeof error.message === "string" ? error.message : "The agent reported an error.";
  return new AgentFailure(code, message, error.data);
}

/** From the `error` member of an HTTP+JSON answer: the reason in google.rpc.ErrorInfo tells which error it is, else the HTTP status does (A2A 1.0 section 11.6). */
export function failureOfStatus(httpStatus: number, error: JsonObject): AgentFailure {
  const message = typeof error.message === "string" ? error.message : `The agent answered ${httpStatus}.`;
  const details = Array.isArray(error.details) ? (error.details as JsonObject[]) : undefined;
  const reason = details?.find((detail) => typeof detail?.reason === "string")?.reason;
  const known = typeof reason === "string" && Object.hasOwn(A2A_ERRORS, reason);
  const rpcCode = known
    ? A2A_ERRORS[reason as A2aReason].rpcCode
    : httpStatus === 404
      ? A2A_ERRORS.METHOD_NOT_FOUND.rpcCode
      : httpStatus < 500
        ? A2A_ERRORS.INVALID_PARAMS.rpcCode
        : -32603;
  return new AgentFailure(rpcCode, message, details);
}

/** What the record keeps of it. */
export function recordedFailure(failure: { rpcCode: unknown; message: string }): Failure {
  return { code: codeOfUpstreamError(failure.rpcCode), message: failure.message };
}

const BY_CODE = new Map<number, A2aReason>(
  Object.entries(A2A_ERRORS).map(([reason, { rpcCode }]) => [rpcCode, reason as A2aReason]),
);

/** The agent's error on the caller's wire. */
export function renderAgentFailure(failure: AgentFailure, wire: Wire): RenderedError {
  const { rpcCode, message, data } = failure;
  const reason = BY_CODE.get(rpcCode);
  const httpStatus = reason ? A2A_ERRORS[reason].httpStatus : 502;
  const withData = data === undefined ? {} : { data };
  if (wire.binding === "JSONRPC") {
    const error = { code: rpcCode, message, ...withData };
    return { status: 200, body: { jsonrpc: "2.0", id: wire.rpcId, error } };
  }
  if (wire.generation === "0.3") {
    return { status: httpStatus, body: { code: rpcCode, message, ...withData } };
  }
  const info = { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason, domain: "a2a-protocol.org" };
  const details = Array.isArray(data) ? data : reason ? [info] : [];
  const status = reason ? A2A_ERRORS[reason].status : "INTERNAL";
  return { status: httpStatus, body: { error: { code: httpStatus, status, message, details } } };
}
