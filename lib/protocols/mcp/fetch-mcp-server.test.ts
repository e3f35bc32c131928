import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchMcpServer } from "@/lib/registry/fetch-mcp-server";
import { toolDigest } from "@/lib/registry/tool-digest";
import { createEgress } from "@/lib/traffic/egress";
import type { Fixture } from "./testing/fixture";
import { startModernServer } from "./testing/modern-server";
import { startSessionServer } from "./testing/session-server";

const egress = createEgress({ loopback: true, private: false });
const fixtures: Record<string, Fixture> = {};

beforeAll(async () => {
  fixtures.modern = await startModernServer("reject");
  fixtures.both = await startModernServer("stateless");
  fixtures.session = await startSessionServer();
});
afterAll(async () => {
  for (const fixture of Object.values(fixtures)) await fixture.close();
  await egress.close();
});

const fetchOf = (url: string, headers: Record<string, string> = {}) =>
  fetchMcpServer(egress, { url, auth: { type: "none" }, headers });

describe("fetchMcpServer", () => {
  it.each([
    ["modern", ["2026-07-28"]],
    ["both", ["2026-07-28", "2025-11-25"]],
    ["session", ["2025-11-25"]],
  ])("finds the revisions of a server that speaks %s", async (kind, revisions) => {
    const { spec, problems } = await fetchOf(fixtures[kind]?.url ?? "");
    expect(spec.revisions).toEqual(revisions);
    expect(spec.instructions).toBe("Be kind.");
    expect(spec.serverInfo.name).toMatch(/-fixture$/);
    expect(spec.capabilities.tools).toBeDefined();
    expect(spec.tools.map(({ name }) => name)).toContain("echo");
    expect(problems).toEqual([]);
  });

  it("pins every tool by the digest of its definition", async () => {
    const { spec } = await fetchOf(fixtures.modern?.url ?? "");
    for (const { digest, ...tool } of spec.tools) expect(digest).toBe(toolDigest(tool));
  });

  it("ends the session that it opened", async () => {
    const session = await startSessionServer();
    await fetchOf(session.url);
    expect(session.sessions()).toBe(0);
    await session.close();
  });

  it("shows the credential to the server", async () => {
    const modern = await startModernServer();
    await fetchOf(modern.url, { authorization: "Bearer of-the-mesh" });
    expect(new Set(modern.dials.authorizations)).toEqual(new Set(["Bearer of-the-mesh"]));
    await modern.close();
  });

  it("calls no address inside the network unless that is allowed", async () => {
    const strict = createEgress({ loopback: false, private: false });
    const before = fixtures.modern?.dials.seen.length;
    const attempt = fetchMcpServer(strict, {
      url: fixtures.modern?.url ?? "",
      auth: { type: "none" },
      headers: {},
    });
    await expect(attempt).rejects.toMatchObject({ code: "egress_blocked" });
    expect(fixtures.modern?.dials.seen.length).toBe(before);
    await strict.close();
  });

  it("says so when the address is no MCP server", async () => {
    const server = createServer((_req, res) => res.end("hello"));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    await expect(fetchOf(`http://127.0.0.1:${port}/mcp`)).rejects.toMatchObject({ code: "upstream_error" });
    server.closeAllConnections();
    server.close();
  });

  it("says so when nobody is there", async () => {
    await expect(fetchOf("http://127.0.0.1:1/mcp")).rejects.toMatchObject({
      code: expect.stringMatching(/upstream_unreachable|egress_blocked/),
    });
  });
});
