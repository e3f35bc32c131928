/* Names without their schemas: a browser that draws filters needs no validator. */

export const CALL_STATUSES = [
  "admitted",
  "completed",
  "denied",
  "held",
  "failed",
  "cancelled",
  "outcome_unknown",
] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

export const STATUS_LABELS = {
  admitted: "Running",
  completed: "Completed",
  denied: "Denied",
  held: "Held",
  failed: "Failed",
  cancelled: "Cancelled",
  outcome_unknown: "Outcome unknown",
} as const satisfies Record<CallStatus, string>;

export const CALL_PROTOCOLS = ["a2a", "mcp", "openai", "anthropic"] as const;

export const PROTOCOL_LABELS = {
  a2a: "A2A",
  mcp: "MCP",
  openai: "OpenAI",
  anthropic: "Anthropic",
} as const satisfies Record<(typeof CALL_PROTOCOLS)[number], string>;

export const CALL_DECISIONS = ["allow", "deny", "hold"] as const;

export const DECISION_LABELS = {
  allow: "Allowed",
  deny: "Denied",
  hold: "Held",
} as const satisfies Record<(typeof CALL_DECISIONS)[number], string>;

/** What else than time a list of calls can be sorted by; with a minus in front the most first. */
export const CALL_SORTS = ["-duration", "duration", "-cost", "cost"] as const;
export type CallSort = (typeof CALL_SORTS)[number];
