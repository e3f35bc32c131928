import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { mcpRoutes } from "./routes";
import { modernClient } from "./testing/clients";
import { type ModernFixture, startModernServer } from "./testing/modern-server";
import { modernPost, raw } from "./testing/raw";
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

describe("many callers at once", () => {
  it("each get their own answers, also where the mesh shares its sessions with the server", async () => {
    const callers = Array.from({ length: 8 }, (_, at) => `caller-${at}`);
    const rounds = callers.flatMap((caller) =>
      Array.from({ length: 12 }, (_, at) => ({ caller, text: `${caller}/${at}` })),
    );
    const answers = await Promise.all(
      rounds.map(({ caller, text }) =>
        raw(door("session"), {
          ...modernPost("tools/call", { name: "echo", arguments: { text } }),
          badge: badge(caller),
        }),
      ),
    );
    const said = answers.map(
      ({ messages }) => (messages[0]?.result?.content as { text: string }[] | undefined)?.[0]?.text,
    );
    expect(said).toEqual(rounds.map(({ text }) => text));
  });
});

describe("a client of 2026-07-28 before a server with sessions", () => {
  const ask = (params: Record<string, unknown> = {}) => {
    const _meta = { "io.modelcontextprotocol/clientCapabilities": CAPABLE };
    return modernPost("tools/call", { name: "ask", arguments: {}, ...params, _meta });
  };
  const answer = (state: unknown) =>
    ask({ inputResponses: { input: { action: "accept", content: { name: "Grace" } } }, requestState: state });

  it("answers a question on another replica", async () => {
    const asked = await raw(door("session"), { ...ask(), badge: badge() });
    expect(asked.messages[0]?.result).toMatchObject({ resultType: "input_required" });
    const replica = mcpRoutes(mesh().mesh);
    const post = answer(asked.messages[0]?.result?.requestState);
    const given = await replica.request(door("session"), {
      method: "POST",
      headers: {
        ...(post.headers as Record<string, string>),
        host: new URL(mesh().url).host,
        authorization: `Bearer ${badge()}`,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
      },
      body: JSON.stringify(post.body),
    });
    expect(await given.json()).toMatchObject({
      result: { resultType: "complete", content: [{ text: "hello Grace" }] },
    });
  });

  it("cannot use somebody else's state, nor its own twice", async () => {
    const asked = await raw(door("session"), { ...ask(), badge: badge() });
    const state = asked.messages[0]?.result?.requestState;
    const stolen = await raw(door("session"), { ...answer(state), badge: badge("thief") });
    expect(stolen.messages[0]?.error?.data).toMatchObject({ code: "invalid_request" });
    const own = await raw(door("session"), { ...answer(state), badge: badge() });
    expect(own.messages[0]?.result).toMatchObject({ content: [{ text: "hello Grace" }] });
    const again = await raw(door("session"), { ...answer(state), badge: badge() });
    expect(again.messages[0]?.error?.data).toMatchObject({ code: "invalid_request" });
  });

  it.each(["session", "modern"])("cancels by going away, and the %s server hears of it", async (server) => {
    const client = await modernClient(door(server), badge());
    const dials = (server === "session" ? session : modern).dials;
    const before = dials.cancelled.length;
    const abort = new AbortController();
    const call = client
      .callTool({ name: "wait", arguments: {} }, { signal: abort.signal })
      .catch((err: unknown) => err);
    await vi.waitFor(() => expect(dials.seen.at(-1)).toBe("tools/call"));
    abort.abort("enough");
    await call;
    await vi.waitFor(() => expect(dials.cancelled.length).toBe(before + 1));
    await client.close();
  });

  it.each(["session", "modern"])("is told of changes by its subscription at a %s server", async (server) => {
    const client = await modernClient(door(server), badge());
    const told = new Promise<void>((done) =>
      client.setNotificationHandler("notifications/tools/list_changed", () => done()),
    );
    const subscription = await client.listen({ toolsListChanged: true });
    const timer = setInterval(() => void (server === "session" ? session : modern).toolsChanged(), 50);
    await told;
    clearInterval(timer);
    await subscription.close();
    await client.close();
  });
});
