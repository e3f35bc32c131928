import type { AssetKind } from ".";

/** What each kind is, in words. */
export const KIND_TEXTS: Record<AssetKind, { title: string; text: string }> = {
  agent: {
    title: "Agent",
    text: "An A2A agent behind the mesh, with its card and what it is permitted to use.",
  },
  "mcp-server": {
    title: "MCP server",
    text: "An MCP server behind the mesh, with its tools pinned by digest.",
  },
  model: { title: "Model", text: "A model endpoint behind the mesh, with its price, parameters and limits." },
  api: {
    title: "API",
    text: "An HTTP API, as its OpenAPI document describes it, with its operations pinned.",
  },
  stream: {
    title: "Stream",
    text: "Channels of a message broker, as their AsyncAPI document describes them.",
  },
  workflow: { title: "Workflow", text: "Steps that name the agents, tools and models which take them." },
  prompt: {
    title: "Prompt",
    text: "Messages with places for values, other prompts in them, and tests of their own.",
  },
  policy: { title: "Policy", text: "Cedar policies that are changed together." },
  dataset: { title: "Dataset", text: "Items of one JSON Schema, in splits." },
  "golden-examples": { title: "Golden examples", text: "Inputs with the answers that are wanted." },
  suite: { title: "Evaluation suite", text: "Cases, what is looked at in each, and how many must pass." },
  "price-table": { title: "Price table", text: "Prices by what providers call their models." },
  budget: { title: "Budget", text: "How much may be spent in a period, and by whom." },
  "review-rule": { title: "Review rule", text: "Whose approval changes need." },
  limit: { title: "Limit", text: "Rates, quotas and concurrency, and for whom." },
};
