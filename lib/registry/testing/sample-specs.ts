import { toolDigest } from "../tool-digest";

/** A small spec of every kind, as somebody would write it. What they name is among them, under the kind's own name. */
export const SAMPLE_SPECS = {
  agent: {
    card: { name: "Desk", description: "Answers letters" },
    cardUrl: "https://desk.example/.well-known/agent-card.json",
    interfaces: [{ url: "https://desk.example/a2a", binding: "JSONRPC", version: "1.0" }],
    skills: [{ id: "answer", name: "Answer", description: "Answers a letter", tags: ["letters"] }],
    streaming: true,
    pushNotifications: false,
    auth: { type: "badge" },
    permitted: { tools: ["mcp-server/*"], models: ["model"], dataClasses: ["public", "internal"] },
  },
  "mcp-server": {
    url: "https://crm.example/mcp",
    revisions: ["2025-11-25"],
    serverInfo: { name: "crm", version: "1" },
    capabilities: { tools: {} },
    tools: [
      {
        name: "lookup",
        description: "Finds a customer",
        inputSchema: { type: "object", properties: { id: { type: "string" } } },
        digest: toolDigest({
          name: "lookup",
          description: "Finds a customer",
          inputSchema: { type: "object", properties: { id: { type: "string" } } },
        }),
        access: { agents: ["agent"] },
      },
    ],
    auth: { type: "bearer", secret: "crm-token" },
  },
  model: {
    api: "openai",
    url: "https://models.example/v1",
    upstreamModel: "large-1",
    capabilities: ["chat"],
    auth: { type: "bearer", secret: "models-token" },
    price: { currency: "USD", input: "3", output: "15" },
    parameters: { temperature: 0.2, maxOutputTokens: 2000 },
    limits: { contextTokens: 200_000 },
  },
  api: {
    document: {
      openapi: "3.1.0",
      info: { title: "Orders", version: "1" },
      paths: {
        "/orders/{id}": {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          get: { operationId: "getOrder", summary: "One order", responses: { "200": { description: "It" } } },
          delete: { responses: { "204": { description: "Gone" } } },
        },
      },
    },
    baseUrl: "https://orders.example",
    auth: { type: "none" },
  },
  stream: {
    document: {
      asyncapi: "3.0.0",
      info: { title: "Orders", version: "1" },
      servers: { main: { host: "broker.example:1883", protocol: "mqtt" } },
      channels: {
        orders: { address: "orders", messages: { placed: { payload: { type: "object" } } } },
      },
      operations: { onOrder: { action: "receive", channel: { $ref: "#/channels/orders" } } },
    },
    auth: { type: "none" },
  },
  workflow: {
    steps: [
      { id: "ask", uses: "agent/agent", operation: "answer", with: { text: "{{input}}" } },
      { id: "check", uses: "person", needs: ["ask"], timeoutSeconds: 86_400 },
      { id: "store", uses: "mcp-server/mcp-server@live", operation: "lookup", needs: ["check"] },
    ],
  },
  prompt: {
    messages: [
      { role: "system", content: "You answer letters in {{language}}.\nBe brief." },
      { role: "user", content: "{{letter}}" },
    ],
    variables: [
      { name: "language", type: "string", default: "English", options: ["English", "German"] },
      { name: "letter", type: "string", description: "As it came" },
    ],
    tests: [
      {
        name: "says the language",
        variables: { language: "German", letter: "Guten Tag" },
        contains: ["in German", "Guten Tag"],
        excludes: ["{{"],
      },
    ],
  },
  policy: {
    text: '@id("all")\npermit(principal, action, resource);\n',
    guardrail: false,
  },
  "review-rule": { kinds: ["prompt"], domains: ["elsewhere"], approvals: 2, from: "owners" },
  dataset: {
    itemSchema: {
      type: "object",
      properties: { letter: { type: "string", pattern: "^[A-Z]" } },
      required: ["letter"],
    },
    splits: ["test", "train"],
    items: [
      { id: "1", split: "test", value: { letter: "Hello" } },
      { id: "2", split: "train", value: { letter: "Dear all" } },
    ],
  },
  "golden-examples": {
    outputSchema: { type: "string" },
    examples: [{ id: "1", input: { letter: "Hello" }, expected: "Hi", labels: ["short"] }],
  },
  suite: {
    cases: "dataset/dataset",
    split: "test",
    checks: [
      { type: "excludes", name: "no-shouting", text: "!!!" },
      { type: "judged", name: "polite", model: "model", prompt: "prompt", atLeast: 0.8 },
    ],
    passAt: 0.95,
  },
  "price-table": {
    source: "https://models.example/prices",
    validFrom: "2026-11-01",
    entries: [{ upstreamModel: "large-1", price: { currency: "USD", input: "3", output: "15" } }],
  },
  budget: {
    scope: { domain: "test", asset: "model/model" },
    amount: "250.00",
    currency: "EUR",
    period: "month",
    mode: "hard",
    alertAt: [0.8, 1],
  },
  limit: { scope: { caller: "agent:agent" }, rate: { calls: 100, per: "minute" }, concurrency: 4 },
} as const satisfies Record<string, unknown>;
