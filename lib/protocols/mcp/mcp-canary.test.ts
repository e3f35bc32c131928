import { afterAll, beforeAll, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { mcpRoutes } from "./routes";
import { raw } from "./testing/raw";
import { registerFixture } from "./testing/register";
import { type SessionFixture, startSessionServer } from "./testing/session-server";

const mesh = testMesh((m) => mcpRoutes(m));
let session: SessionFixture;

beforeAll(async () => {
  session = await startSessionServer();
  await registerFixture(mesh(), "session", session);
  await mesh().allowAll();
  // Half of the calls get another version: the same server under another word of itself.
  const spec = mesh().mesh.registry.current().find("mcp-server", "session")?.spec;
  await mesh().register("mcp-server", "session", { ...spec, instructions: "Tried" } as never);
  await mesh().mesh.database.sql`
    update assets set live_version = 1, canary_version = 2, canary_share = 50, canary_change = 7, updated_at = clock_timestamp()
    where kind = 'mcp-server' and name = 'session'`;
  await mesh().mesh.registry.refresh();
});
afterAll(() => session.close());

const door = () => `${mesh().url}/mcp/session`;

/** One session of the same caller without a task, from its first word to its last. @returns the versions that served it */
async function versionsOfSession(): Promise<string[]> {
  const badge = mesh().badge({ agent: "caller" });
  const params = {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "raw", version: "1" },
  };
  const opened = await raw(door(), { badge, body: { jsonrpc: "2.0", id: 0, method: "initialize", params } });
  const id = String(opened.headers["mcp-session-id"]);
  const headers = { "mcp-session-id": id, "mcp-protocol-version": "2025-11-25" };
  const said = [opened];
  for (const method of ["tools/list", "ping", "tools/list"]) {
    said.push(await raw(door(), { badge, headers, body: { jsonrpc: "2.0", id: said.length, method } }));
  }
  said.push(await raw(door(), { badge, headers, method: "DELETE" }));
  const ids = said.flatMap((answer) => answer.headers["signalbox-call-id"] ?? []);
  expect(ids.length).toBeGreaterThanOrEqual(4);
  const rows = await mesh().mesh.database.sql`
    select distinct callee_digest from calls where id = any(${ids as string[]})`;
  return rows.map(({ callee_digest }) => callee_digest as string);
}

it("keeps a session with one version of its server, and shares the sessions of a caller without tasks", async () => {
  const served: string[][] = [];
  for (let at = 0; at < 12; at++) served.push(await versionsOfSession());
  expect(served.every((versions) => versions.length === 1)).toBe(true);
  // One in 2048 that twelve sessions fall on the same side.
  expect(new Set(served.flat()).size).toBe(2);
});
