import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { openTestMesh, type TestMesh } from "@/lib/gateway/testing/open-test-mesh";
import { mcpRoutes } from "@/lib/protocols/mcp/routes";
import { modernClient, sessionClient } from "@/lib/protocols/mcp/testing/clients";
import { fetchMcpServer } from "@/lib/registry/fetch-mcp-server";
import { type Check, officialRunner } from "./official-runner";

/** The scenarios for clients that say something about what stands between a client and a server. Those about OAuth need a client that signs in at the server; the mesh brings its own credential. */
const SCENARIOS = {
  "2025-11-25": ["initialize", "tools_call", "sse-retry", "json-schema-2020-12-preservation"],
  "2026-07-28": [
    "tools_call",
    "request-metadata",
    "sep-2322-client-request-state",
    "http-standard-headers",
    "http-custom-headers",
    "http-invalid-tool-headers",
    "json-schema-ref-no-deref",
    "json-schema-2020-12-preservation",
  ],
} as const;
type Revision = keyof typeof SCENARIOS;

const order = z.object({
  scenario: z.string(),
  server: z.url(),
  context: z.looseObject({
    toolCalls: z
      .array(z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) }))
      .optional(),
  }),
});
type Order = z.infer<typeof order>;

/** The mesh as the client under test: each server of the runner is registered, and a client of an official package uses it through the mesh. */
export async function clientScenarios(): Promise<{ id: string; check: Check }[]> {
  const mesh = await openTestMesh((m) => mcpRoutes(m));
  await mesh.allowAll();
  try {
    const found: { id: string; check: Check }[] = [];
    for (const [revision, scenarios] of Object.entries(SCENARIOS)) {
      const door = await startDoor((asked) => use(mesh, revision as Revision, asked));
      for (const scenario of scenarios) {
        const command = `${process.execPath} ${join(process.cwd(), "conformance/mcp/client-command.mjs")} ${door.url}`;
        const args = ["--command", command, "--scenario", scenario, "--spec-version", revision];
        const checks = await officialRunner(["client", ...args]);
        found.push(...checks.map((check) => ({ id: `client ${revision} ${check.id}`, check })));
      }
      door.close();
    }
    return found;
  } finally {
    await mesh.close();
  }
}

let registered = 0;

async function use(mesh: TestMesh, revision: Revision, { server, context }: Order): Promise<void> {
  const name = `runner-${++registered}`;
  const { spec } = await fetchMcpServer(mesh.mesh.egress, {
    url: server,
    auth: { type: "none" },
    headers: {},
  });
  await mesh.register("mcp-server", name, spec);
  const door = `${mesh.url}/mcp/${name}`;
  const badge = mesh.badge({ agent: "runner" });
  const client =
    revision === "2026-07-28" ? await modernClient(door, badge) : (await sessionClient(door, badge)).client;
  const { tools } = await client.listTools();
  const rich = tools.find((tool) => tool.name === "json_schema_2020_12_tool")?.inputSchema;
  const calls =
    context.toolCalls ??
    tools.map((tool) => ({ name: tool.name, arguments: argumentsFor(tool.inputSchema, rich) }));
  for (const call of calls) await client.callTool(call);
  if (client.getServerCapabilities()?.prompts) {
    const { prompts } = await client.listPrompts();
    for (const prompt of prompts) await client.getPrompt({ name: prompt.name, arguments: {} });
  }
  if (client.getServerCapabilities()?.resources) {
    const { resources } = await client.listResources();
    for (const { uri } of resources) await client.readResource({ uri });
  }
  await client.close();
}

/** Something of the right type for every member. */
function argumentsFor(schema: unknown, rich: unknown): Record<string, unknown> {
  const { properties = {} } = z
    .looseObject({
      properties: z.record(z.string(), z.looseObject({ type: z.unknown().optional() })).optional(),
    })
    .parse(schema);
  const samples: Record<string, unknown> = {
    number: 5,
    integer: 5,
    string: "text",
    boolean: true,
    object: rich ?? {},
  };
  return Object.fromEntries(
    Object.entries(properties).map(([key, { type }]) => [key, samples[String(type)] ?? []]),
  );
}

async function startDoor(handle: (asked: Order) => Promise<void>): Promise<{ url: string; close(): void }> {
  const http = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      Promise.resolve()
        .then(() => handle(order.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")))))
        .then(
          () => res.end("done"),
          (err: unknown) => res.writeHead(500).end(String(err)),
        );
    });
  });
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () => void http.close(),
  };
}
