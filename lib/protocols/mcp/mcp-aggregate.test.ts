import { ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { mcpRoutes } from "./routes";
import { modernClient, sessionClient } from "./testing/clients";
import { type ModernFixture, startModernServer } from "./testing/modern-server";
import { modernPost, raw } from "./testing/raw";
import { registerFixture } from "./testing/register";
import { type SessionFixture, startSessionServer } from "./testing/session-server";

const whoami = {
  name: "whoami",
  description: "Says who is calling.",
  inputSchema: z.object({ greeting: z.string().max(20) }),
  run: async (principal: { caller: { id: string } }, input: unknown) => {
    const { greeting } = input as { greeting: string };
    if (greeting === "boo") throw new MeshError("permission_denied", "Do not say that.");
    return { text: `${greeting} ${principal.caller.id}` };
  },
};

const mesh = testMesh((m) => mcpRoutes(m, [whoami]));
let modern: ModernFixture;
let session: SessionFixture;

beforeAll(async () => {
  modern = await startModernServer();
  session = await startSessionServer();
  await registerFixture(mesh(), "modern", modern);
  await registerFixture(mesh(), "session", session);
  await mesh().policy(`
    permit(principal, action in Action::"callTool", resource) when { ["echo", "ask", "progress"].contains(resource.name) };
    permit(principal, action in [Action::"discover", Action::"readResource", Action::"getPrompt"], resource);
  `);
});
afterAll(async () => {
  await modern.close();
  await session.close();
});

const badge = () => mesh().badge({ agent: "caller" });

describe.each(["modern", "session"] as const)("the door to all servers, for a %s client", (kind) => {
  const connect = async () =>
    kind === "modern"
      ? modernClient(`${mesh().url}/mcp`, badge())
      : (await sessionClient(`${mesh().url}/mcp`, badge())).client;

  it("shows what the caller may use of every server, and the mesh's own tools", async () => {
    const client = await connect();
    expect(client.getServerVersion()?.name).toBe("signalbox");
    const { tools } = await client.listTools();
    const names = ["modern", "session"].flatMap((server) =>
      ["ask", "echo", "progress"].map((tool) => `${server}__${tool}`),
    );
    expect(tools.map(({ name }) => name)).toEqual([...names, "whoami"].sort());
    await client.close();
  });

  it.each(["modern", "session"])(
    "calls tools of a %s server, questions included, each call on record as that server's",
    async (server) => {
      const client = await connect();
      const said = await client.callTool({ name: `${server}__echo`, arguments: { text: "hello" } });
      expect(said.content).toEqual([{ type: "text", text: "hello" }]);
      const asked = await client.callTool({ name: `${server}__ask`, arguments: {} });
      expect(asked.content).toEqual([{ type: "text", text: "hello Ada" }]);
      const row = (await mesh().calls()).findLast((one) => one.operation === "ask");
      expect(row).toMatchObject({ callee_name: server, action: "callTool", status: "completed" });
      await client.close();
    },
  );

  it("refuses a tool that policy does not permit", async () => {
    const client = await connect();
    const refusal = await client
      .callTool({ name: "modern__fail", arguments: { text: "x" } })
      .catch((err: unknown) => err);
    expect(refusal).toMatchObject({ data: { code: "policy_denied" } });
    await client.close();
  });

  it("runs the mesh's own tools as the caller, and says what is wrong", async () => {
    const client = await connect();
    const said = await client.callTool({ name: "whoami", arguments: { greeting: "hi" } });
    expect(said.structuredContent).toEqual({ text: "hi caller" });
    const wrong = await client.callTool({ name: "whoami", arguments: { greeting: 3 } });
    expect(wrong).toMatchObject({ isError: true, content: [{ text: expect.stringContaining("greeting") }] });
    const refused = await client.callTool({ name: "whoami", arguments: { greeting: "boo" } });
    expect(refused).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining("permission_denied") }],
    });
    await client.close();
  });

  it("lists and reads prompts and resources of all servers", async () => {
    const client = await connect();
    const prompts: string[] = [];
    const resources: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.listPrompts(cursor ? { cursor } : {});
      prompts.push(...page.prompts.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor);
    do {
      const page = await client.listResources(cursor ? { cursor } : {});
      resources.push(...page.resources.map(({ uri }) => uri));
      cursor = page.nextCursor;
    } while (cursor);
    expect([...new Set(prompts)]).toEqual(["modern__greet", "session__greet"]);
    for (const uri of new Set(resources)) {
      expect((await client.readResource({ uri })).contents).toMatchObject([{ uri, text: "a note" }]);
    }
    expect(new Set(resources).size).toBe(2);
    const prompt = await client.getPrompt({ name: "session__greet", arguments: { name: "Ada" } });
    expect(prompt.messages).toMatchObject([{ content: { text: "Greet Ada." } }]);
    await client.close();
  });
});

describe("a change of the registry", () => {
  it("is told to clients of both generations", async () => {
    const { client: older } = await sessionClient(`${mesh().url}/mcp`, badge());
    const newer = await modernClient(`${mesh().url}/mcp`, badge());
    const olderTold = new Promise<void>((done) =>
      older.setNotificationHandler(ToolListChangedNotificationSchema, () => done()),
    );
    const newerTold = new Promise<void>((done) =>
      newer.setNotificationHandler("notifications/tools/list_changed", () => done()),
    );
    await newer.listen({ toolsListChanged: true });
    let round = 0;
    const told = Promise.all([olderTold, newerTold]).then(() => true);
    do {
      await mesh().policy(
        `@id("round-${++round}") permit(principal, action == Action::"useModel", resource);`,
        "changing",
      );
    } while (!(await Promise.race([told, new Promise((done) => setTimeout(() => done(false), 200))])));
    await older.close();
    await newer.close();
  });
});

describe("metadata and credentials", () => {
  it("are the door's own", async () => {
    const answer = await raw(`${mesh().url}/mcp`, modernPost("tools/list"));
    expect(answer.status).toBe(401);
    const metadata = `${mesh().url}/.well-known/oauth-protected-resource/mcp`;
    expect(answer.headers["www-authenticate"]).toBe(`Bearer resource_metadata="${metadata}"`);
    expect((await fetch(metadata)).status).toBe(200);
  });
});
