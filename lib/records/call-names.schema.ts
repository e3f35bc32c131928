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

export const CALL_PROTOCOLS = ["a2a", "mcp", "openai", "anthropic"] as const;
