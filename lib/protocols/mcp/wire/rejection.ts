/** JSON-RPC codes of the protocol itself (JSON-RPC 2.0 section 5.1; MCP 2026-07-28, error codes). */
export const RPC = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  /** A refusal by the transport that has no code of its own. */
  transport: -32000,
  sessionNotFound: -32001,
  headerMismatch: -32020,
  missingCapability: -32021,
  unsupportedVersion: -32022,
} as const;

/** A message that breaks a rule of MCP or of its transport, refused before anything is decided or sent. */
export class McpRejection extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly data?: unknown,
  ) {
    super(message);
    this.name = "McpRejection";
  }
}

/** Absent, expired and foreign sessions look alike. The client's cue to start over with `initialize`. */
export function sessionNotFound(): McpRejection {
  return new McpRejection(404, RPC.sessionNotFound, "Session not found");
}
