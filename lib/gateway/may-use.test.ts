import { Hono } from "hono";
import { expect, test } from "vitest";
import { toolDigest } from "@/lib/registry/tool-digest";
import { authenticate } from "./authenticate";
import { mayUse } from "./may-use";
import { testMesh } from "./testing/test-mesh";

const mesh = testMesh(() => new Hono());

test("a tool shows when some arguments could be allowed, and hides when none could", async () => {
  const tool = (name: string) => {
    const definition = { name, inputSchema: { type: "object", properties: { stage: { type: "string" } } } };
    return { ...definition, digest: toolDigest(definition) };
  };
  await mesh().register("mcp-server", "crm", {
    url: "http://127.0.0.1:9/mcp",
    revisions: ["2026-07-28"],
    serverInfo: {},
    capabilities: {},
    tools: [tool("move"), tool("drop")],
    auth: { type: "none" },
  });
  await mesh().policy(`
    @id("some") permit(principal, action == Action::"callTool:crm/move", resource) when { context.args has stage && context.args.stage == "open" };
    @id("not-won") forbid(principal, action == Action::"callTool:crm/move", resource) when { context.args has stage && context.args.stage == "won" };
    @id("all") permit(principal, action in Action::"callTool", resource);
    @id("never") forbid(principal, action in Action::"callTool", resource == Tool::"crm/drop");`);
  const badge = mesh().badge({ agent: "a" });
  const principal = await authenticate(
    mesh().mesh,
    new Request("http://mesh.test/", { headers: { authorization: `Bearer ${badge}` } }),
  );
  const shows = (id: string) =>
    mayUse(mesh().mesh, principal, { action: "callTool", resource: { type: "Tool", id } });
  expect([shows("crm/move"), shows("crm/drop")]).toEqual([true, false]);
});
