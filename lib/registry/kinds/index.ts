import type { z } from "zod";
import { agentSpec } from "./agent";
import { mcpServerSpec } from "./mcp-server";
import { modelSpec } from "./model";
import { policySpec } from "./policy";
import { reviewRuleSpec } from "./review-rule";

/** Every kind of asset with its typed spec. A new kind is a new file and a line here. */
export const ASSET_KINDS = {
  agent: agentSpec,
  "mcp-server": mcpServerSpec,
  model: modelSpec,
  policy: policySpec,
  "review-rule": reviewRuleSpec,
} as const;

export type AssetKind = keyof typeof ASSET_KINDS;
export type SpecOf<K extends AssetKind> = z.infer<(typeof ASSET_KINDS)[K]>;

export const assetKinds = Object.keys(ASSET_KINDS) as [AssetKind, ...AssetKind[]];
