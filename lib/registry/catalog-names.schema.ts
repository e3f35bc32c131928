/* Names without their schemas: a browser that draws filters needs no validator. */

export const LIFECYCLE_NAMES = ["draft", "active", "deprecated", "retired"] as const;
export const ASSET_KIND_NAMES = ["agent", "mcp-server", "model", "policy"] as const;
