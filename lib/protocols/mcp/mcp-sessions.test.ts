import {
  ResourceUpdatedNotificationSchema,
  ToolListChangedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { mcpRoutes } from "./routes";
import { modernClient, sessionClient } from "./testing/clients";
import { type ModernFixture, startModernServer } from "./testing/modern-server";
import { type RawAnswer, raw } from "./testing/raw";
import { registerFixture } from "./testing/register";
import { type SessionFixture, startSessionServer } from "./testing/session-server";

const mesh = testMesh((m) => mcpRoutes(m));
let session: SessionFixture;
let modern: ModernFixture;

beforeAll(async () => {
  session = await startSessionServer();
  modern = await startModernServer();
  await registerFixture(mesh(), "session", session);
  await registerFixture(mesh(), "modern", modern);
  await mesh().allowAll();
});
afterAll(async () => {
  await session.close();
  await modern.close();
});

const badge = (agent = "caller") => mesh().badge({ agent });
const door = (server: string) => `${mesh().url}/mcp/${server}`;

const CAPABLE = { elicitation: { form: {} } };

/** Opens a session by hand. */
async function open(server: string, token: string): Promise<string> {
  const params = {
    protocolVersion: "2025-11-25",
    capabilities: CAPABLE,
    clientInfo: { name: "raw", version: "1" },
  };
  const answer = await raw(door(server), {
    badge: token,
    body: { jsonrpc: "2.0", id: 0, method: "initialize", params },
  });
  expect(answer.messages[0]?.result).toMatchObject({ protocolVersion: "2025-11-25" });
  return String(answer.headers["mcp-session-id"]);
}

function inSession(
  server: string,
  token: string,
  id: string,
  body: unknown,
  more: Record<string, string> = {},
): Promise<RawAnswer> {
  return raw(door(server), {
    badge: token,
    headers: { "mcp-session-id": id, "mcp-protocol-version": "2025-11-25", ...more },
    body,
  });
}

const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };

describe.each(["session", "modern"])("a session at a %s server", (server) => {
  it("is its owner's alone: foreign and absent look the same", async () => {
    const id = await open(server, badge());
    expect((await inSession(server, badge(), id, list)).status).toBe(200);
    const foreign = await inSession(server, badge("thief"), id, list);
    const absent = await inSession(server, badge("thief"), "no-such-session", list);
    expect(foreign.status).toBe(404);
    expect(foreign.text.replace(/"id":\d+/, "")).toBe(absent.text.replace(/"id":\d+/, ""));
  });

  it("is not one of another server", async () => {
    const id = await open(server, badge());
    const other = server === "session" ? "modern" : "session";
    expect((await inSession(other, badge(), id, list)).status).toBe(404);
  });

  it("holds on another replica", async () => {
    const id = await open(server, badge());
    const replica = mcpRoutes(mesh().mesh);
    const answer = await replica.request(door(server), {
      method: "POST",
      headers: {
        host: new URL(mesh().url).host,
        authorization: `Bearer ${badge()}`,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-session-id": id,
      },
      body: JSON.stringify(list),
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('"echo"');
  });

  it("ends for good with DELETE", async () => {
    const id = await open(server, badge());
    const before = session.sessions();
    const ended = await raw(door(server), {
      method: "DELETE",
      badge: badge(),
      headers: { "mcp-session-id": id },
    });
    expect(ended.status).toBe(200);
    expect((await inSession(server, badge(), id, list)).status).toBe(404);
    if (server === "session") expect(session.sessions()).toBe(before - 1);
  });

  it("takes the answer to a server's question on another replica", async () => {
    const id = await open(server, badge());
    const replica = mcpRoutes(mesh().mesh);
    const headers = {
      host: new URL(mesh().url).host,
      authorization: `Bearer ${badge()}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-session-id": id,
    };
    const asked = await fetch(door(server), {
      method: "POST",
      headers,
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 7,
        method: "tools/call",
        params: { name: "ask", arguments: {} },
      }),
    });
    let text = "";
    let answered = false;
    for await (const chunk of asked.body as unknown as AsyncIterable<Uint8Array>) {
      text += new TextDecoder().decode(chunk);
      const question = /^data: (.*"elicitation\/create".*)$/m.exec(text)?.[1];
      if (!question || answered) continue;
      answered = true;
      const result = { action: "accept", content: { name: "Grace" } };
      const body = JSON.stringify({
        jsonrpc: "2.0",
        id: (JSON.parse(question) as { id: unknown }).id,
        result,
      });
      expect((await replica.request(door(server), { method: "POST", headers, body })).status).toBe(202);
    }
    expect(text).toContain("hello Grace");
  });

  it("tells its client that the tools changed", async () => {
    const { client } = await sessionClient(door(server), badge());
    const told = new Promise<void>((done) =>
      client.setNotificationHandler(ToolListChangedNotificationSchema, () => done()),
    );
    const timer = setInterval(() => void (server === "session" ? session : modern).toolsChanged(), 50);
    await told;
    clearInterval(timer);
    await client.close();
  });

  it("tells its client that a resource changed which it subscribed to", async () => {
    const { client } = await sessionClient(door(server), badge());
    const told = new Promise<string>((done) =>
      client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => done(params.uri)),
    );
    await client.subscribeResource({ uri: "note://one" });
    const timer = setInterval(
      () => void (server === "session" ? session : modern).resourceUpdated("note://one"),
      50,
    );
    expect(await told).toBe("note://one");
    clearInterval(timer);
    await client.close();
  });

  it("lets its client cancel a call", async () => {
    const { client } = await sessionClient(door(server), badge());
    const dials = (server === "session" ? session : modern).dials;
    const before = dials.cancelled.length;
    const abort = new AbortController();
    const call = client
      .callTool({ name: "wait", arguments: {} }, undefined, { signal: abort.signal })
      .catch((err: unknown) => err);
    await vi.waitFor(() => expect(dials.seen.at(-1)).toBe("tools/call"));
    abort.abort("enough");
    await call;
    await vi.waitFor(() => expect(dials.cancelled.length).toBe(before + 1));
    await client.close();
  });
});

describe("a stream that was cut", () => {
  it("is resumed with the events that were missed", async () => {
    const { client } = await sessionClient(door("session"), badge());
    const call = client.callTool({ name: "slow", arguments: {} });
    await vi.waitFor(() => expect(session.dials.seen.at(-1)).toBe("tools/call"));
    const timer = setInterval(() => session.finishSlow(), 100);
    expect((await call).content).toEqual([{ type: "text", text: "finally" }]);
    clearInterval(timer);
    await client.close();
  });

  it("is not resumed with an event id of somebody else's session", async () => {
    const mine = await open("session", badge());
    const said = await inSession("session", badge(), mine, { ...list, id: 9 });
    const eventId = /^id: (.+)$/m.exec(said.text)?.[1] ?? "";
    expect(eventId).not.toBe("");
    const theirs = await open("session", badge("thief"));
    const resume = async (token: string, id: string, last: string) => {
      const headers = {
        authorization: `Bearer ${token}`,
        accept: "text/event-stream",
        "mcp-session-id": id,
        "last-event-id": last,
      };
      const response = await fetch(door("session"), { headers });
      const first = response.status === 200 ? await response.body?.getReader().read() : undefined;
      return { status: response.status, text: new TextDecoder().decode(first?.value) };
    };
    expect((await resume(badge("thief"), theirs, eventId)).status).toBe(404);
    expect((await resume(badge("thief"), theirs, eventId.slice(eventId.indexOf(".") + 1))).status).toBe(404);
    const resumed = await resume(badge(), mine, eventId);
    expect(resumed.status).toBe(200);
    expect(resumed.text).toContain('"id":9');
  });
});

describe("a server that forgot its sessions", () => {
  it("has its clients told with 404, so that they start over", async () => {
    const id = await open("session", badge());
    await session.forget();
    expect((await inSession("session", badge(), id, list)).status).toBe(404);
  });

  it("gets a new session for callers who have none, without their noticing", async () => {
    const client = await modernClient(door("session"), badge());
    await client.callTool({ name: "echo", arguments: { text: "a" } });
    await session.forget();
    expect((await client.callTool({ name: "echo", arguments: { text: "b" } })).content).toEqual([
      { type: "text", text: "b" },
    ]);
    await client.close();
  });
});
