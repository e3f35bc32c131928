import type { z } from "zod";
import { agentSpec } from "./agent";
import { apiSpec } from "./api";
import { budgetSpec } from "./budget";
import { datasetSpec, goldenExamplesSpec } from "./dataset";
import { limitSpec } from "./limit";
import { mcpServerSpec } from "./mcp-server";
import { modelSpec } from "./model";
import { policySpec } from "./policy";
import { priceTableSpec } from "./price-table";
import { promptSpec } from "./prompt";
import { reviewRuleSpec } from "./review-rule";
import { streamSpec } from "./stream";
import { suiteSpec } from "./suite";
import { workflowSpec } from "./workflow";

/** Every kind of asset with its typed spec. A new kind is a new file and a line here. */
export const ASSET_KINDS = {
  agent: agentSpec,
  "mcp-server": mcpServerSpec,
  model: modelSpec,
  api: apiSpec,
  stream: streamSpec,
  workflow: workflowSpec,
  prompt: promptSpec,
  policy: policySpec,
  "review-rule": reviewRuleSpec,
  dataset: datasetSpec,
  "golden-examples": goldenExamplesSpec,
  suite: suiteSpec,
  "price-table": priceTableSpec,
  budget: budgetSpec,
  limit: limitSpec,
} as const;

export type AssetKind = keyof typeof ASSET_KINDS;
export type SpecOf<K extends AssetKind> = z.infer<(typeof ASSET_KINDS)[K]>;

export const assetKinds = Object.keys(ASSET_KINDS) as [AssetKind, ...AssetKind[]];

/** The kinds that the gateway can call. Nothing else can be a callee, whatever a request names. */
export const CALLED_KINDS = ["agent", "mcp-server", "model"] as const satisfies readonly AssetKind[];
export type CalledKind = (typeof CALLED_KINDS)[number];

/**
 * The kinds that every replica keeps in memory, because something that must be quick reads them. The others can be large (a dataset has up to ten thousand items) and are read from the store when somebody asks.
 */
export const HELD_KINDS = [
  ...CALLED_KINDS,
  "policy",
  "prompt",
  "price-table",
  "budget",
  "limit",
  "review-rule",
] as const satisfies readonly AssetKind[];
