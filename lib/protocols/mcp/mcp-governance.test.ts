import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { mcpRoutes } from "./routes";
import { modernClient, sessionClient } from "./testing/clients";
import { type ModernFixture, startModernServer } from "./testing/modern-server";
import { modernPost, raw } from "./testing/raw";
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
  await mesh().policy(`
    @id("only-echo")
    @title("Echo for everybody")
    permit(principal, action in Action::"callTool", resource) when { resource.name == "echo" };
    @id("look-around")
    permit(principal, action == Action::"discover", resource);
    @id("no-ask")
    @title("Nobody is asked")
    @reason("Questions disturb people.")
    @remedy("Read the manual.")
    forbid(principal, action in Action::"callTool", resource) when { resource.name == "ask" };
  `);
});
afterAll(async () => {
  await modern.close();
  await session.close();
});

const badge = (agent = "caller") => mesh().badge({ agent });
const door = (server: string) => `${mesh().url}/mcp/${server}`;

describe("a refused call", () => {
  it.each(["modern", "session"] as const)(
    "says code, policy, remedy and call at %s, and sends nothing upstream",
    async (server) => {
      const fixture = server === "modern" ? modern : session;
      const client =
        server === "modern"
          ? await modernClient(door(server), badge())
          : (await sessionClient(door(server), badge())).client;
      const before = fixture.dials.seen.length;
      const refusal = await client.callTool({ name: "ask", arguments: {} }).catch((err: unknown) => err);
      expect(refusal).toMatchObject({
        code: -32003,
        data: { code: "policy_denied", policies: ["no-ask"], remedy: { message: "Read the manual." } },
      });
      expect(fixture.dials.seen.length).toBe(before);
      const { call_id: id } = (refusal as { data: { call_id: string } }).data;
      const row = (await mesh().calls()).find((one) => one.id === id);
      expect(row).toMatchObject({ status: "denied", operation: "ask", error_code: "policy_denied" });
      await client.close();
    },
  );

  it("is made on the body, after it is parsed", async () => {
    const post = modernPost("tools/call", { name: "ask", arguments: {} });
    const before = modern.dials.seen.length;
    const answer = await raw(door("modern"), {
      ...post,
      headers: { ...post.headers, "mcp-name": "echo" },
      badge: badge(),
    });
    expect(answer.status).toBe(400);
    expect(answer.messages[0]?.error?.code).toBe(-32020);
    expect(modern.dials.seen.length).toBe(before);
  });
});

describe("a task grant", () => {
  it("lets through only its tool with its arguments", async () => {
    const granted = mesh().badge({
      agent: "caller",
      grants: [{ type: "mesh_tool", server: "modern", tool: "echo", arguments: { text: { equals: "yes" } } }],
    });
    const call = (text: string) =>
      raw(door("modern"), {
        ...modernPost("tools/call", { name: "echo", arguments: { text } }),
        badge: granted,
      });
    expect((await call("yes")).messages[0]?.result).toMatchObject({ content: [{ text: "yes" }] });
    expect((await call("no")).messages[0]?.error?.data).toMatchObject({ code: "grant_exceeded" });
  });
});

describe("lists", () => {
  it("show only the tools that the caller may call", async () => {
    for (const client of [
      await modernClient(door("modern"), badge()),
      (await sessionClient(door("session"), badge())).client,
    ]) {
      expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(["echo"]);
      await client.close();
    }
  });
});

describe("the caller's credential", () => {
  it("never reaches the server", async () => {
    const token = badge("secretive");
    const answer = await raw(door("modern"), {
      ...modernPost("tools/call", { name: "echo", arguments: { text: "x" } }),
      badge: token,
    });
    expect(answer.messages[0]?.result).toBeDefined();
    expect(modern.dials.authorizations.some((header) => header?.includes(token))).toBe(false);
  });

  it("is asked for with the address of the metadata", async () => {
    const answer = await raw(door("modern"), modernPost("tools/list"));
    expect(answer.status).toBe(401);
    const metadata = `${mesh().url}/.well-known/oauth-protected-resource/mcp/modern`;
    expect(answer.headers["www-authenticate"]).toBe(`Bearer resource_metadata="${metadata}"`);
    const described = await (await fetch(metadata)).json();
    expect(described).toMatchObject({
      resource: `${mesh().url}/mcp/modern`,
      authorization_servers: [mesh().url],
    });
  });

  it("must be good for calls", async () => {
    const answer = await raw(door("modern"), {
      ...modernPost("tools/list"),
      badge: mesh().badge({ agent: "x", scopes: [] }),
    });
    expect(answer.status).toBe(403);
    expect(answer.headers["www-authenticate"]).toContain('error="insufficient_scope", scope="mesh"');
  });
});

describe("an idempotency key", () => {
  it("makes one effect of a repeated call, and gives the repetition its own JSON-RPC id", async () => {
    const call = (id: number, text: string) =>
      raw(door("modern"), {
        ...modernPost(
          "tools/call",
          { name: "echo", arguments: { text }, _meta: { "signalbox/idempotency-key": "k1" } },
          id,
        ),
        badge: badge(),
      });
    const before = modern.dials.seen.filter((method) => method === "tools/call").length;
    const first = await call(1, "once");
    const second = await call(2, "once");
    expect(second.messages[0]).toEqual({ ...first.messages[0], id: 2 });
    expect(modern.dials.seen.filter((method) => method === "tools/call").length).toBe(before + 1);
    expect((await call(3, "other")).messages[0]?.error?.data).toMatchObject({ code: "idempotency_mismatch" });
  });
});
