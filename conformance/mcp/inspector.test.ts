import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ConformanceServer,
  startConformanceServer,
} from "@/examples/conformance-server/start-conformance-server";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { mcpRoutes } from "@/lib/protocols/mcp/routes";
import { registerFixture } from "@/lib/protocols/mcp/testing/register";

const INSPECTOR = join(
  dirname(createRequire(import.meta.url).resolve("@modelcontextprotocol/inspector-cli/package.json")),
  "build",
);
const run = promisify(execFile);

const mesh = testMesh((m) => mcpRoutes(m));
let server: ConformanceServer;
beforeAll(async () => {
  server = await startConformanceServer(0);
  await registerFixture(mesh(), "conformance", server);
  await mesh().allowAll();
});
afterAll(() => server.close());

/** What the inspector's command line prints for one method at a door of the mesh. It looks for a file relative to where it runs. */
async function inspect(door: string, ...args: string[]): Promise<Record<string, unknown>> {
  const badge = mesh().badge({ agent: "inspector" });
  const target = [
    `${mesh().url}${door}`,
    "--transport",
    "http",
    "--header",
    `Authorization: Bearer ${badge}`,
  ];
  const options = { cwd: INSPECTOR, timeout: 20_000 };
  const { stdout } = await run(process.execPath, ["cli.js", "--cli", ...target, ...args], options);
  return JSON.parse(stdout);
}

describe.each([
  ["/mcp/conformance", (name: string) => name],
  ["/mcp", (name: string) => `conformance__${name}`],
] as const)("the inspector's command line at %s", (door, named) => {
  it("lists and calls tools", async () => {
    const { tools } = (await inspect(door, "--method", "tools/list")) as { tools: { name: string }[] };
    expect(tools.map(({ name }) => name)).toContain(named("test_simple_text"));
    const call = ["--method", "tools/call", "--tool-name", named("test_simple_text")];
    expect(await inspect(door, ...call)).toMatchObject({
      content: [{ type: "text", text: "This is a simple text response for testing." }],
    });
  });

  it("lists and gets prompts, and reads resources", async () => {
    const { prompts } = (await inspect(door, "--method", "prompts/list")) as { prompts: { name: string }[] };
    expect(prompts.map(({ name }) => name)).toContain(named("test_simple_prompt"));
    const prompt = ["--method", "prompts/get", "--prompt-name", named("test_simple_prompt")];
    expect(await inspect(door, ...prompt)).toMatchObject({ messages: [{ role: "user" }] });
    const { resources } = (await inspect(door, "--method", "resources/list")) as {
      resources: { name: string; uri: string }[];
    };
    const uri = resources.find(({ name }) => name === "static-text")?.uri ?? "";
    expect(await inspect(door, "--method", "resources/read", "--uri", uri)).toMatchObject({
      contents: [{ uri, text: "This is the content of the static text resource." }],
    });
  });
});
