import { Client as SessionClient } from "@modelcontextprotocol/sdk/client/index.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { mcpRoutes } from "./routes";
import { modernClient, sessionClient } from "./testing/clients";
import { type ModernFixture, startModernServer } from "./testing/modern-server";
import { registerFixture } from "./testing/register";
import { type SessionFixture, startSessionServer } from "./testing/session-server";

const mesh = testMesh((m) => mcpRoutes(m));
let modern: ModernFixture;
let session: SessionFixture;

beforeAll(async () => {
  modern = await startModernServer();
  session = await startSessionServer();
  await registerFixture(mesh(), "modern", modern);
  await registerFixture(mesh(), "session", session);
  await mesh().allowAll();
});
afterAll(async () => {
  await modern.close();
  await session.close();
});

/** Every pairing of a client's and a server's generation must look the same to the client. */
const PAIRS = [
  ["modern client, modern server", "modern", "modern"],
  ["session client, session server", "session", "session"],
  ["modern client, session server", "modern", "session"],
  ["session client, modern server", "session", "modern"],
] as const;

async function connect(kind: "modern" | "session", server: string) {
  const url = `${mesh().url}/mcp/${server}`;
  const badge = mesh().badge({ agent: "caller" });
  return kind === "modern" ? modernClient(url, badge) : (await sessionClient(url, badge)).client;
}

describe.each(PAIRS)("%s", (_name, kind, server) => {
  it("introduces the server", async () => {
    const client = await connect(kind, server);
    expect(client.getServerVersion()?.name).toBe(`${server}-fixture`);
    expect(client.getInstructions()).toBe("Be kind.");
    expect(client.getServerCapabilities()?.tools).toBeDefined();
    await client.close();
  });

  it("lists and calls tools, and passes a tool's own error on", async () => {
    const client = await connect(kind, server);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["echo", "fail", "ask", "progress"]),
    );
    const said = await client.callTool({ name: "echo", arguments: { text: "hello" } });
    expect(said.content).toEqual([{ type: "text", text: "hello" }]);
    const failed = await client.callTool({ name: "fail", arguments: { text: "x" } });
    expect(failed.isError).toBe(true);
    await client.close();
    // A stream's outcome is on record when the stream ends; the client has its answer one event earlier.
    const row = async () => (await mesh().calls()).findLast((one) => one.operation === "fail");
    await expect.poll(row).toMatchObject({ status: "failed", action: "callTool", callee_name: server });
  });

  it("passes progress on while the call runs", async () => {
    const client = await connect(kind, server);
    const steps: number[] = [];
    const onprogress = ({ progress }: { progress: number }) => steps.push(progress);
    const call = { name: "progress", arguments: {} };
    const result =
      client instanceof SessionClient
        ? await client.callTool(call, undefined, { onprogress })
        : await client.callTool(call, { onprogress });
    expect(result.content).toEqual([{ type: "text", text: "done" }]);
    expect(steps).toEqual([1, 2, 3]);
    await client.close();
  });

  it("brings the server's question to the client and the answer back", async () => {
    const client = await connect(kind, server);
    const result = await client.callTool({ name: "ask", arguments: {} });
    expect(result.content).toEqual([{ type: "text", text: "hello Ada" }]);
    await client.close();
  });

  it("reads resources and prompts", async () => {
    const client = await connect(kind, server);
    expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual(["note://one"]);
    expect((await client.readResource({ uri: "note://one" })).contents).toMatchObject([{ text: "a note" }]);
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(["greet"]);
    const prompt = await client.getPrompt({ name: "greet", arguments: { name: "Ada" } });
    expect(prompt.messages).toMatchObject([{ content: { text: "Greet Ada." } }]);
    await client.close();
  });
});
