/**
 * The closed set of error codes. A code is a promise to callers: it never changes meaning. Each protocol keeps a table
 * from these codes to its own status (`satisfies Record<ErrorCode, ...>`), so a new code cannot be forgotten anywhere.
 */
export const ERROR_CODES = [
  "invalid_request",
  "unauthenticated",
  "invalid_token",
  "proof_required",
  "insufficient_scope",
  "permission_denied",
  "policy_denied",
  "certification_required",
  "approval_required",
  "grant_exceeded",
  "tool_changed",
  "suspended",
  "asset_retired",
  "not_found",
  "method_not_allowed",
  "conflict",
  "idempotency_mismatch",
  "call_in_progress",
  "outcome_unknown",
  "payload_too_large",
  "unsupported_media_type",
  "unsupported_operation",
  "unsupported_version",
  "guard_rejected",
  "rate_limited",
  "budget_exhausted",
  "quota_exceeded",
  "hop_limit",
  "loop_detected",
  "egress_blocked",
  "upstream_unreachable",
  "upstream_timeout",
  "upstream_error",
  "upstream_invalid",
  "deadline_exceeded",
  "cancelled",
  "record_unavailable",
  "unavailable",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** How a refused caller can get allowed: one sentence for people and, where one exists, the operation that asks for it. */
export interface Remedy {
  message: string;
  operation?: {
    method: string;
    path: string;
    /** The same as a tool of the mesh's own MCP server, with `body` as its arguments. */
    tool?: string;
    body?: unknown;
  };
}

export interface MeshErrorOptions {
  /** For logs only; may name internals. */
  detail?: string;
  cause?: unknown;
  /** Ids of the policies that decided, if a decision refused the call. */
  policies?: readonly string[];
  remedy?: Remedy;
  /** How long the caller should wait before it tries again, in milliseconds. */
  retryAfterMs?: number;
  /** The call on record, once there is one. */
  callId?: string;
  /** Problems by field, for `invalid_request`. */
  issues?: readonly { path: string; message: string }[];
}

/** The marker survives bundling twice: Next.js and the server have their own copy of this class. */
const BRAND = Symbol.for("signalbox.error");

/** A failure with a stable code. `message` is public; everything else about the inside goes to `detail` and `cause`. */
export class MeshError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly policies: readonly string[];
  readonly remedy: Remedy | undefined;
  readonly retryAfterMs: number | undefined;
  readonly issues: readonly { path: string; message: string }[] | undefined;
  callId: string | undefined;

  constructor(code: ErrorCode, message: string, options: MeshErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "MeshError";
    this.code = code;
    this.detail = options.detail;
    this.policies = options.policies ?? [];
    this.remedy = options.remedy;
    this.retryAfterMs = options.retryAfterMs;
    this.issues = options.issues;
    this.callId = options.callId;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** True for a MeshError of any bundle's copy of the class. */
export function isMeshError(err: unknown): err is MeshError {
  return typeof err === "object" && err !== null && BRAND in err;
}

/** A database that is away, starting, stopping or full: driver codes and SQLSTATE classes 08, 53 and 57. */
const DATABASE_AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|CONNECTION_CLOSED|CONNECTION_ENDED|CONNECTION_DESTROYED|CONNECT_TIMEOUT|(08|53|57)[0-9A-Z]{3})$/;
/** A text that PostgreSQL holds in no column, such as one with U+0000. Only what a caller sent can have it. */
const UNSTORABLE = /^(22021|22P05)$/;
/** Writes that waited for each other, of which PostgreSQL ended one: it has changed nothing. */
const ENDED_FOR_ANOTHER = /^(40P01|40001)$/;

/** Whether the code of an error, or of what caused it, is one of these. */
function hasCode(err: unknown, codes: RegExp): boolean {
  const { code, cause } = (err ?? {}) as { code?: unknown; cause?: unknown };
  return (typeof code === "string" && codes.test(code)) || (cause !== undefined && hasCode(cause, codes));
}

/**
 * Any thrown value as a MeshError: `unavailable` when the database did not answer or ended this write for another, `invalid_request` for a text that it cannot hold, else `internal`; the original is its cause.
 */
export function toMeshError(err: unknown): MeshError {
  if (isMeshError(err)) return err;
  if (hasCode(err, DATABASE_AWAY)) {
    return new MeshError("unavailable", "The mesh cannot reach its database.", {
      cause: err,
      retryAfterMs: 1000,
    });
  }
  if (hasCode(err, UNSTORABLE)) {
    return new MeshError("invalid_request", "The request has a character that cannot be stored.", {
      cause: err,
    });
  }
  if (hasCode(err, ENDED_FOR_ANOTHER)) {
    return new MeshError(
      "unavailable",
      "Somebody else is changing the same. Nothing was changed; try again.",
      {
        cause: err,
        retryAfterMs: 100,
      },
    );
  }
  return new MeshError("internal", "The mesh failed to handle this request.", { cause: err });
}
