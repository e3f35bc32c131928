import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { discoveryRoutes } from "./routes";

const mesh = testMesh(discoveryRoutes);

const AGENT = {
  card: {},
  cardUrl: "http://127.0.0.1:9/card.json",
  interfaces: [{ url: "http://127.0.0.1:9/", binding: "JSONRPC" as const, version: "1.0" as const }],
  skills: [],
  streaming: false,
  pushNotifications: false,
  auth: { type: "none" as const },
};
const server = (instructions: string) => ({
  url: "http://127.0.0.1:9/mcp",
  revisions: ["2026-07-28"],
  serverInfo: {},
  capabilities: {},
  instructions,
  tools: [],
  auth: { type: "none" as const },
});

beforeAll(async () => {
  await mesh().register("agent", "open", AGENT, { skills: ["sales"], description: "Sells." });
  await mesh().register("agent", "hidden", AGENT, { dataClass: "confidential" });
  for (const name of ["a-tools", "b-tools", "c-tools"])
    await mesh().register("mcp-server", name, server("1"), { dataClass: "public" });
  await mesh().register("mcp-server", "b-tools", server("2"), { dataClass: "public" });
  await mesh().register("mcp-server", "inner-tools", server("1"));
  await mesh().policy('permit(principal == Agent::"tester", action == Action::"discover", resource);');
});

const body = z.looseObject({
  entries: z.array(z.looseObject({ displayName: z.string() })).default([]),
  servers: z.array(serverAnswer()).default([]),
  server: z.object({ version: z.string() }).optional(),
  metadata: z.object({ nextCursor: z.string().optional() }).optional(),
});

function serverAnswer() {
  return z.looseObject({ server: z.looseObject({ name: z.string(), version: z.string() }) });
}

async function get(path: string, badge?: string) {
  const response = await fetch(
    `${mesh().url}${path}`,
    badge ? { headers: { authorization: `Bearer ${badge}` } } : {},
  );
  return { status: response.status, headers: response.headers, json: body.parse(await response.json()) };
}

test("the AI catalog tells everybody what is public, and a badge's holder what policy lets it discover", async () => {
  const { headers, json } = await get("/.well-known/ai-catalog.json");
  expect(headers.get("content-type")).toBe("application/ai-catalog+json");
  expect(json.entries.map((entry) => entry.displayName)).toEqual([
    "Signalbox",
    "open",
    "a-tools",
    "b-tools",
    "c-tools",
  ]);
  expect(json.entries[0]).toMatchObject({
    identifier: "urn:air:127.0.0.1:a2a",
    type: "application/a2a-agent-card+json",
    url: `${mesh().url}/.well-known/agent-card.json`,
  });
  expect(json.entries[1]).toMatchObject({
    identifier: "urn:air:127.0.0.1:open:a2a",
    type: "application/a2a-agent-card+json",
    url: `${mesh().url}/a2a/open/.well-known/agent-card.json`,
    tags: ["sales"],
  });
  expect(json.entries[2]).toMatchObject({
    type: "application/mcp-server-card+json",
    url: `${mesh().url}/mcp/a-tools`,
  });
  const more = await get("/.well-known/ai-catalog.json", mesh().badge({}));
  expect(more.json.entries.length).toBe(7);
  expect(more.headers.get("cache-control")).toContain("private");
  const nobody = await get("/.well-known/ai-catalog.json", mesh().badge({ agent: "stranger" }));
  expect(nobody.json.entries.map((entry) => entry.displayName)).toEqual(["Signalbox"]);
  expect((await get("/.well-known/ai-catalog.json", "nonsense")).status).toBe(401);
});

test("the registry's API pages by cursor, searches by name and by time, and names versions", async () => {
  const names = ({ json }: { json: z.infer<typeof body> }) =>
    json.servers.map((one) => one.server.name.split("/")[1]);
  const first = await get("/v0.1/servers?limit=2");
  expect(names(first)).toEqual(["a-tools", "b-tools"]);
  const cursor = first.json.metadata?.nextCursor;
  expect(names(await get(`/v0.1/servers?limit=2&cursor=${cursor}`))).toEqual(["c-tools"]);
  expect(names(await get("/v0.1/servers?search=B-TO&version=latest"))).toEqual(["b-tools"]);
  expect(names(await get("/v0.1/servers?updated_since=2999-01-01T00:00:00Z"))).toEqual([]);
  expect((await get("/v0.1/servers?limit=x")).status).toBe(400);
  expect(first.json.servers[1]).toMatchObject({
    server: {
      name: "1.0.0.127/b-tools",
      version: "2.0.0",
      remotes: [{ type: "streamable-http", url: `${mesh().url}/mcp/b-tools` }],
    },
    _meta: { "io.modelcontextprotocol.registry/official": { status: "active", isLatest: true } },
  });
});

test("a server has its versions; one that is hidden is not there", async () => {
  const at = (name: string) => `/v0.1/servers/${encodeURIComponent(`1.0.0.127/${name}`)}/versions`;
  const { json } = await get(at("b-tools"));
  expect(json.servers.map((one) => one.server.version)).toEqual(["2.0.0", "1.0.0"]);
  expect((await get(`${at("b-tools")}/latest`)).json.server?.version).toBe("2.0.0");
  expect((await get(`${at("b-tools")}/1.0.0`)).json.server?.version).toBe("1.0.0");
  const [hidden, absent] = [await get(at("inner-tools")), await get(at("no-tools"))];
  expect([hidden.status, hidden.json]).toEqual([404, absent.json]);
  expect((await get(at("inner-tools"), mesh().badge({}))).status).toBe(200);
});
