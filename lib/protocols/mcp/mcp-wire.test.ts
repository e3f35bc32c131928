import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { mcpRoutes } from "./routes";
import { type ModernFixture, startModernServer } from "./testing/modern-server";
import { modernPost, type RawAnswer, raw } from "./testing/raw";
import { registerFixture } from "./testing/register";

const mesh = testMesh((m) => mcpRoutes(m));
let modern: ModernFixture;

beforeAll(async () => {
  modern = await startModernServer("stateless");
  await registerFixture(mesh(), "modern", modern);
  await mesh().allowAll();
});
afterAll(() => modern.close());

type Post = { headers?: Record<string, string | null>; body?: unknown; method?: string };

/** Sends to the door with a good badge and asserts that the server saw nothing of it. */
async function refused(post: Post): Promise<RawAnswer> {
  const before = modern.dials.seen.length;
  const answer = await raw(`${mesh().url}/mcp/modern`, { ...post, badge: mesh().badge({ agent: "raw" }) });
  expect(modern.dials.seen.length).toBe(before);
  return answer;
}

const echo = () => modernPost("tools/call", { name: "echo", arguments: { text: "x" } });
const withHeaders = (headers: Record<string, string | null>): Post => ({
  ...echo(),
  headers: { ...echo().headers, ...headers },
});

describe("what revision 2026-07-28 demands of headers and body", () => {
  it.each([
    ["a version that differs", withHeaders({ "mcp-protocol-version": "2025-11-25" })],
    ["no version", withHeaders({ "mcp-protocol-version": null })],
    ["a method that differs", withHeaders({ "mcp-method": "tools/list" })],
    ["no method", withHeaders({ "mcp-method": null })],
    ["a name that differs", withHeaders({ "mcp-name": "fail" })],
    ["no name", withHeaders({ "mcp-name": null })],
    ["a name that is no Base64", withHeaders({ "mcp-name": "=?base64?%%%?=" })],
  ])("%s is refused with 400 and -32020", async (_case, post) => {
    const answer = await refused(post);
    expect(answer.status).toBe(400);
    expect(answer.messages[0]).toMatchObject({ id: 1, error: { code: -32020 } });
  });

  it("takes a name in Base64", async () => {
    const encoded = `=?base64?${Buffer.from("echo").toString("base64")}?=`;
    const post = { ...withHeaders({ "mcp-name": encoded }), badge: mesh().badge({ agent: "raw" }) };
    expect((await raw(`${mesh().url}/mcp/modern`, post)).messages[0]?.result).toBeDefined();
  });

  it("an unknown version is 400 and -32022 and says what is known", async () => {
    const _meta = { "io.modelcontextprotocol/protocolVersion": "2099-01-01" };
    const post = modernPost("tools/list", { _meta });
    const answer = await refused({
      ...post,
      headers: { ...post.headers, "mcp-protocol-version": "2099-01-01" },
    });
    expect(answer.status).toBe(400);
    expect(answer.messages[0]?.error).toMatchObject({
      code: -32022,
      data: { supported: ["2026-07-28"], requested: "2099-01-01" },
    });
  });

  it("a version in the header without an envelope is 400 and -32602", async () => {
    const answer = await refused({
      ...echo(),
      body: { jsonrpc: "2.0", id: 1, method: "tools/list" },
      headers: { ...echo().headers, "mcp-method": "tools/list" },
    });
    expect(answer.status).toBe(400);
    expect(answer.messages[0]?.error?.code).toBe(-32602);
  });

  it("an unknown method is 404 and -32601", async () => {
    const answer = await refused(modernPost("server/selfDestruct"));
    expect(answer.status).toBe(404);
    expect(answer.messages[0]?.error?.code).toBe(-32601);
  });

  it("a batch with such a message is refused", async () => {
    const answer = await refused({ body: [echo().body] });
    expect(answer.status).toBe(400);
    expect(answer.messages[0]?.error?.code).toBe(-32600);
  });
});

describe("what a browser or a broken client sends", () => {
  it.each([
    ["a foreign Host", { host: "evil.example" }],
    ["a foreign Origin", { origin: "https://evil.example" }],
    ["an opaque Origin", { origin: "null" }],
  ])("%s is 403", async (_case, headers) => {
    expect((await refused(withHeaders(headers))).status).toBe(403);
  });

  it("an Origin of the mesh itself passes", async () => {
    const post = { ...withHeaders({ origin: mesh().url }), badge: mesh().badge({ agent: "raw" }) };
    expect((await raw(`${mesh().url}/mcp/modern`, post)).status).toBe(200);
  });

  it("another content type is 415, an Accept without events 406, another method 405", async () => {
    expect((await refused(withHeaders({ "content-type": "text/plain" }))).status).toBe(415);
    expect((await refused(withHeaders({ accept: "application/json" }))).status).toBe(406);
    const put = await refused({ ...echo(), method: "PUT" });
    expect(put.status).toBe(405);
    expect(put.headers.allow).toBe("GET, POST, DELETE");
  });

  it.each([
    ["no JSON", "{", -32700],
    ["a member named twice", '{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', -32700],
    ["__proto__", '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"__proto__":{}}}', -32700],
    ["deep nesting", `${"[".repeat(100_000)}`, -32700],
    ["no JSON-RPC", "{}", -32600],
    ["an id that is none", '{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600],
    ["an empty batch", "[]", -32600],
    ["a batch of 51", JSON.stringify(Array(51).fill({ jsonrpc: "2.0", id: 1, method: "ping" })), -32600],
    ["initialize in a batch", '[{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}]', -32600],
  ])("%s is 400", async (_case, body, code) => {
    const answer = await refused({ body });
    expect(answer.status).toBe(400);
    expect(answer.messages[0]?.error?.code).toBe(code);
  });

  it("a body beyond the limit is 413", async () => {
    expect(
      (
        await refused({
          body: { jsonrpc: "2.0", id: 1, method: "ping", params: { pad: "x".repeat(1_100_000) } },
        })
      ).status,
    ).toBe(413);
  });

  it("a server that is not there is 404", async () => {
    const answer = await raw(`${mesh().url}/mcp/nowhere`, {
      ...modernPost("tools/list"),
      badge: mesh().badge({ agent: "raw" }),
    });
    expect(answer.status).toBe(404);
  });
});

describe("batches", () => {
  const ping = (id: number) => ({ jsonrpc: "2.0", id, method: "ping" });

  it("are answered one by one up to 2025-03-26", async () => {
    const body = [
      ping(1),
      { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "echo", arguments: { text: "b" } } },
    ];
    const answer = await raw(`${mesh().url}/mcp/modern`, {
      body,
      headers: { "mcp-protocol-version": "2025-03-26" },
      badge: mesh().badge({ agent: "raw" }),
    });
    expect(answer.status).toBe(200);
    expect(answer.messages).toMatchObject([
      { id: 1, result: {} },
      { id: 2, result: { content: [{ text: "b" }] } },
    ]);
  });

  it("are refused after that", async () => {
    const answer = await refused({ body: [ping(1)], headers: { "mcp-protocol-version": "2025-06-18" } });
    expect(answer.status).toBe(400);
  });
});
