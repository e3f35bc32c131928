import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { afterAll, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { apiRoutes } from "../api/api-routes";
import { mcpRoutes } from "./routes";
import { modernClient, sessionClient } from "./testing/clients";
import { published, stdioFile } from "./testing/stdio-file";

const FRAGILE = fileURLToPath(new URL("./testing/fragile-server.mjs", import.meta.url));

process.env.STDIO_TEST_PASSED = "passed on";
process.env.STDIO_TEST_SECRET = "stays here";
const file = stdioFile((shared) => [
  { name: "everything", domain: "test", command: published("server-everything") },
  { name: "files", domain: "test", command: [...published("server-filesystem"), shared] },
  {
    name: "memory",
    domain: "test",
    command: published("server-memory"),
    env: { MEMORY_FILE_PATH: join(shared, "memory.json") },
  },
  {
    name: "fragile",
    domain: "test",
    command: [process.execPath, FRAGILE, "$(touch /tmp/never)", "; exit"],
    env: { GIVEN: "given" },
    passEnv: ["STDIO_TEST_PASSED"],
    cwd: shared,
  },
]);
const mesh = testMesh((m) => new Hono().route("/", mcpRoutes(m)).route("/", apiRoutes(m)), {
  SIGNALBOX_STDIO_SERVERS: file.path,
  SIGNALBOX_EGRESS_LOOPBACK: "off",
});
afterAll(() => file.remove());

async function connect(kind: "modern" | "session", server: string, agent = "caller") {
  await mesh().allowAll();
  const url = `${mesh().url}/mcp/${server}`;
  const badge = mesh().badge({ agent });
  return kind === "modern" ? modernClient(url, badge) : (await sessionClient(url, badge)).client;
}

function textOf(result: unknown): string {
  return (result as { content: { text: string }[] }).content[0]?.text ?? "";
}

describe.each(["modern", "session"] as const)("a %s client at servers that the mesh runs", (kind) => {
  it("uses the published server-everything: tools, resources, prompts", async () => {
    const client = await connect(kind, "everything");
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(["echo", "get-sum"]));
    expect(textOf(await client.callTool({ name: "echo", arguments: { message: "hi" } }))).toContain("hi");
    expect(textOf(await client.callTool({ name: "get-sum", arguments: { a: 2, b: 3 } }))).toContain("5");
    const { resources } = await client.listResources();
    const uri = resources[0]?.uri ?? "";
    expect((await client.readResource({ uri })).contents).toHaveLength(1);
    const { prompts } = await client.listPrompts();
    expect(prompts.length).toBeGreaterThan(0);
    await client.close();
  });

  it("uses the published server-filesystem inside its folder only", async () => {
    const client = await connect(kind, "files");
    const path = join(file.shared, `${kind}.txt`);
    await client.callTool({ name: "write_file", arguments: { path, content: "written" } });
    expect(existsSync(path)).toBe(true);
    expect(textOf(await client.callTool({ name: "read_text_file", arguments: { path } }))).toBe("written");
    const outside = await client.callTool({ name: "read_text_file", arguments: { path: "/etc/passwd" } });
    expect(outside.isError).toBe(true);
    await client.close();
  });

  it("uses the published server-memory", async () => {
    const client = await connect(kind, "memory");
    const entities = [{ name: `Ada-${kind}`, entityType: "person", observations: ["wrote a program"] }];
    await client.callTool({ name: "create_entities", arguments: { entities } });
    expect(textOf(await client.callTool({ name: "read_graph", arguments: {} }))).toContain(`Ada-${kind}`);
    await client.close();
  });

  it("is asked by the server, and its progress arrives", async () => {
    const client = await connect(kind, "fragile");
    expect(textOf(await client.callTool({ name: "ask", arguments: {} }))).toBe("hello Ada");
    await client.close();
  });

  it("hears that a process ended under its call, and goes on with a new one", async () => {
    const client = await connect(kind, "fragile", `unlucky-${kind}`);
    await expect(client.callTool({ name: "die", arguments: {} })).rejects.toThrow(
      /process ended \(exit code 3\)/,
    );
    const again = JSON.parse(textOf(await client.callTool({ name: "whoami", arguments: {} })));
    expect(again.pid).toBeGreaterThan(0);
    const calls = await mesh().calls();
    const died = calls.filter(({ operation }) => operation === "die").at(-1);
    expect(died).toMatchObject({ status: "failed", error_code: "upstream_error" });
    await client.close();
  });
});

describe("a server that the mesh runs", () => {
  it("is not root, and has its folder and the allowed variables only", async () => {
    const client = await connect("session", "fragile");
    const told = JSON.parse(textOf(await client.callTool({ name: "whoami", arguments: {} })));
    if (process.getuid?.() === 0) expect(told.uid).toBeGreaterThan(0);
    expect(told.cwd).toBe(file.shared);
    expect(told.env).toMatchObject({ GIVEN: "given", STDIO_TEST_PASSED: "passed on" });
    expect(Object.keys(told.env)).not.toContain("STDIO_TEST_SECRET");
    expect(Object.keys(told.env)).not.toContain("HOME");
    await client.close();
  });

  it("is started without a shell", () => {
    expect(existsSync("/tmp/never")).toBe(false);
  });

  it("has a process for each session, so nobody shares what it keeps", async () => {
    const clients = await Promise.all([
      connect("session", "fragile", "one"),
      connect("session", "fragile", "two"),
    ]);
    const pids = await Promise.all(
      clients.map(
        async (client) => JSON.parse(textOf(await client.callTool({ name: "whoami", arguments: {} }))).pid,
      ),
    );
    expect(new Set(pids).size).toBe(2);
    for (const client of clients) await client.close();
  });
});

describe("a registration", () => {
  const head = { name: "evil", domain: "test" };
  it.each([
    ["names a command", { ...head, command: "sh -c id", url: "http://127.0.0.1:9/mcp" }],
    ["names a command and no address", { ...head, command: ["sh", "-c", "id"] }],
    ["points at a server of the operator's file", { ...head, url: "stdio://fragile/0" }],
    ["points at a program", { ...head, url: "stdio:///bin/sh" }],
  ])("that %s is refused and starts nothing", async (_what, body) => {
    const badge = mesh().badge({
      chain: [{ kind: "service", id: "op" }],
      roles: ["admin"],
      scopes: ["mesh", "admin"],
    });
    const answer = await fetch(`${mesh().url}/api/v1/mcp-servers`, {
      method: "POST",
      headers: { authorization: `Bearer ${badge}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect([400, 403]).toContain(answer.status);
    expect(mesh().mesh.registry.current().find("mcp-server", "evil")).toBeUndefined();
  });
});
