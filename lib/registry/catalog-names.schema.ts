/* Names without their schemas: a browser that draws filters needs no validator. */

export const LIFECYCLE_NAMES = ["draft", "active", "deprecated", "retired"] as const;
export const ASSET_KIND_NAMES = [
  "agent",
  "mcp-server",
  "model",
  "api",
  "stream",
  "workflow",
  "prompt",
  "policy",
  "review-rule",
  "dataset",
  "golden-examples",
  "suite",
  "price-table",
  "budget",
  "limit",
] as const;

/** The kinds that can be called through the mesh: only these have traffic, costs and policies that rule their calls. */
export const CALLED_KIND_NAMES = ["agent", "mcp-server", "model"] as const;

/**
 * How an asset does: `suspended` by a person, `failing` or `degraded` by the calls of the last hour, `idle` when there were none, `inactive` for a draft or a retired asset.
 */
export const HEALTH_NAMES = ["failing", "degraded", "suspended", "healthy", "idle", "inactive"] as const;
export type HealthName = (typeof HEALTH_NAMES)[number];

/** What an asset speaks. */
export const PROTOCOL_NAMES = ["a2a", "mcp", "openai", "anthropic"] as const;

/** Whose assets are listed: everybody's, those that the reader starred, those of the reader's domains or registered by the reader. */
export const CATALOG_SCOPES = ["all", "starred", "owned"] as const;

/** `name` and `changed`, upwards or, with a dash, downwards. */
export const CATALOG_SORTS = ["name", "-name", "changed", "-changed"] as const;
