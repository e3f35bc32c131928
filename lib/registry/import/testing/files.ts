import type { ImportFormat } from "../import-report.schema";

const CARD = {
  protocolVersion: "0.3.0",
  name: "Route planner",
  description: "Finds the best route between places.",
  url: "https://routes.example.com/a2a",
  preferredTransport: "JSONRPC",
  version: "1.2.0",
  capabilities: { streaming: true },
  defaultInputModes: ["text/plain"],
  skills: [{ id: "route", name: "Plan a route", description: "Plans a route on a map.", tags: ["maps"] }],
  provider: { organization: "Example Maps", url: "https://example.com" },
};

/** A file of each format in its documented form, written for these tests, and what has to come of it. */
export const FILES: Record<ImportFormat, { text: string; assets: string[]; paths: Record<string, string> }> =
  {
    "a2a-card": {
      text: JSON.stringify(CARD),
      assets: ["agent/route-planner"],
      paths: { name: "exact", skills: "exact", provider: "exact" },
    },
    "server-json": {
      text: JSON.stringify({
        $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
        name: "com.example/weather",
        description: "Forecasts.",
        version: "1.0.2",
        repository: { url: "https://example.com/weather", source: "other" },
        remotes: [
          {
            type: "streamable-http",
            url: "https://weather.example.com/mcp",
            headers: [{ name: "X-Key", isSecret: true }],
          },
          { type: "sse", url: "https://weather.example.com/sse" },
        ],
        packages: [{ registryType: "npm", identifier: "@example/weather", transport: { type: "stdio" } }],
      }),
      assets: ["mcp-server/weather"],
      paths: {
        name: "approximate",
        "remotes[0].url": "exact",
        "remotes[0].headers": "manual",
        "remotes[1]": "unsupported",
        packages: "manual",
        "repository.url": "unsupported",
      },
    },
    "mcp-servers": {
      text: JSON.stringify({
        mcpServers: {
          tracker: {
            type: "http",
            url: "https://tracker.example.com/mcp",
            headers: { Authorization: "Bearer x" },
          },
          files: { command: "npx", args: ["-y", "files"], env: { ROOT: "/tmp" } },
        },
      }),
      assets: ["mcp-server/tracker"],
      paths: {
        "mcpServers.tracker.url": "exact",
        "mcpServers.tracker.headers": "manual",
        "mcpServers.files.command": "manual",
      },
    },
    openapi: {
      text: `
openapi: 3.1.0
info: { title: Parcel tracking, version: "2.0", description: Where a parcel is. }
servers: [{ url: https://parcels.example.com/v2 }]
security: [{ key: [] }]
paths:
  /parcels/{id}:
    get:
      operationId: getParcel
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The parcel. } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
`,
      assets: ["api/parcel-tracking"],
      paths: { "info.title": "exact", paths: "exact", security: "manual", "servers[0]": "exact" },
    },
    litellm: {
      text: `
model_list:
  - model_name: fast
    litellm_params: { model: openai/gpt-small, api_key: os.environ/OPENAI_API_KEY, rpm: 60 }
    model_info: { input_cost_per_token: 0.00000015, output_cost_per_token: 0.0000006, base_model: x }
  - model_name: claude
    litellm_params: { model: anthropic/claude-large, api_key: os.environ/KEY }
  - model_name: local
    litellm_params: { model: hosted_vllm/qwen, api_base: "https://vllm.example.com/v1" }
  - model_name: "openai/*"
    litellm_params: { model: "openai/*" }
  - model_name: cloud
    litellm_params: { model: bedrock/some-model }
litellm_settings: { drop_params: true }
`,
      assets: ["model/fast", "model/claude", "model/local"],
      paths: {
        "model_list[0].litellm_params.model": "exact",
        "model_list[0].litellm_params.api_key": "manual",
        "model_list[0].model_info.input_cost_per_token": "exact",
        "model_list[0].model_info.base_model": "unsupported",
        "model_list[2].litellm_params.model": "approximate",
        "model_list[3]": "manual",
        "model_list[4]": "manual",
        litellm_settings: "unsupported",
      },
    },
    agentgateway: {
      text: `
binds:
  - port: 3000
    listeners:
      - routes:
          - policies:
              cors: { allowOrigins: ["*"] }
              mcpAuthorization:
                rules:
                  - 'mcp.tool.name == "echo"'
                  - 'jwt.sub == "planner" && mcp.tool.name == "add"'
                  - 'mcp.tool.name.startsWith("x") || "admin" in jwt.groups'
            backends:
              - mcp:
                  targets:
                    - { name: everything, mcp: { host: "https://tools.example.com/mcp" } }
                    - { name: local, stdio: { cmd: npx, args: [server] } }
          - backends:
              - ai: { name: chat, provider: { openAI: { model: gpt-small } } }
`,
      assets: ["mcp-server/everything", "policy/everything-authorization", "model/chat"],
      paths: {
        "binds[0].port": "unsupported",
        "binds[0].listeners[0].routes[0].policies.cors": "manual",
        "binds[0].listeners[0].routes[0].policies.mcpAuthorization.rules[0]": "approximate",
        "binds[0].listeners[0].routes[0].policies.mcpAuthorization.rules[2]": "manual",
        "binds[0].listeners[0].routes[0].backends[0].mcp.targets[1].stdio": "manual",
      },
    },
    contextforge: {
      text: JSON.stringify({
        version: "2025-03-26",
        exported_at: "2026-01-01T00:00:00Z",
        entities: {
          gateways: [
            {
              name: "search",
              url: "https://search.example.com/mcp",
              transport: "STREAMABLEHTTP",
              auth_type: "bearer",
              auth_value: "x",
              is_active: true,
            },
            { name: "old", url: "https://old.example.com/sse", transport: "SSE" },
          ],
          tools: [
            { name: "lookup", integration_type: "REST", url: "https://x.example.com" },
            { name: "find", integration_type: "MCP" },
          ],
          servers: [{ name: "bundle", tool_ids: ["1"] }],
          prompts: [
            {
              name: "greet",
              template: "Greet {{ name }} kindly.",
              arguments: [{ name: "name", description: "Whom" }],
            },
          ],
          resources: [{ uri: "file:///x" }],
          roots: [],
        },
        metadata: { entity_counts: { tools: 2 } },
      }),
      assets: ["mcp-server/search", "prompt/greet"],
      paths: {
        "entities.gateways[0].url": "exact",
        "entities.gateways[0].auth_value": "manual",
        "entities.gateways[1]": "unsupported",
        "entities.tools[0]": "manual",
        "entities.tools[1]": "exact",
        "entities.servers": "manual",
        "entities.prompts[0].template": "exact",
      },
    },
    oasf: {
      text: JSON.stringify({
        name: "example.com/routes",
        version: "v1.0.0",
        schema_version: "1.0.0",
        description: "Plans routes.",
        authors: ["Example"],
        skills: [
          { name: "language_processing/language_translation", id: 104 },
          { name: "science_specialized/geospatial/route_optimisation", id: 140601 },
          { name: "nothing/known", id: 9 },
        ],
        domains: [{ name: "transportation/logistics", id: 801 }],
        locators: [{ type: "docker_image", url: "https://hub.example.com/x" }],
        modules: [{ name: "integration/a2a", data: { card_data: CARD } }],
      }),
      assets: ["agent/routes"],
      paths: {
        "skills[0]": "exact",
        "skills[1]": "approximate",
        "skills[2]": "manual",
        "domains[0]": "exact",
        "modules[0]": "exact",
        locators: "manual",
      },
    },
    "solace-agent-mesh": {
      text: `
shared_config:
  - broker: &broker { url: "ws://localhost:8008" }
apps:
  - name: weather_app
    app_module: solace_agent_mesh.agent.sac.app
    broker: *broker
    app_config:
      agent_name: WeatherAgent
      display_name: Weather
      model: openai/gpt-small
      instruction: You tell the weather.
      tools: [{ tool_type: builtin, tool_name: time }]
      agent_card: { description: Tells the weather., skills: [] }
      namespace: demo
`,
      assets: ["prompt/weatheragent-instruction"],
      paths: {
        "apps[0].app_config.instruction": "exact",
        "apps[0].app_config.agent_card": "manual",
        "apps[0].app_config.namespace": "unsupported",
        "apps[0].broker": "unsupported",
      },
    },
  };
