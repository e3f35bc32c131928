import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { a2aRoutes } from "./routes";
import { message, rpc } from "./testing/raw-call";
import { answerEvent, EVENTS, scriptedAgent } from "./testing/scripted-agent";

const mesh = testMesh(a2aRoutes);
const agents = { "1.0": scriptedAgent("1.0"), "0.3": scriptedAgent("0.3") };

beforeAll(async () => {
  await mesh().allowAll();
  await mesh().register("agent", "agent-1.0", agents["1.0"]().spec);
  await mesh().register("agent", "agent-0.3", agents["0.3"]().spec);
});

const badge = () => mesh().badge({ agent: "caller" });
const streaming = () => ({ method: "SendStreamingMessage", params: message(randomUUID()) });

function taskEvent(version: "1.0" | "0.3", id: unknown): string {
  const state = version === "1.0" ? "TASK_STATE_WORKING" : "working";
  const task = { id: randomUUID(), contextId: randomUUID(), status: { state } };
  return answerEvent(id, version === "1.0" ? { task } : { kind: "task", ...task });
}

async function lastCall(): Promise<Record<string, unknown> | undefined> {
  return vi.waitFor(async () => {
    const call = (await mesh().calls()).at(-1);
    expect(call?.status).not.toBe("admitted");
    return call;
  });
}

describe.each(["1.0", "0.3"] as const)("a stream from an agent of %s", (version) => {
  const agent = () => agents[version]();

  async function open(signal?: AbortSignal): Promise<Response> {
    return fetch(`${mesh().url}/a2a/agent-${version}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${badge()}`,
        "a2a-version": "1.0",
        "content-type": "application/json",
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 5, ...streaming() }),
      ...(signal ? { signal } : {}),
    });
  }

  it("reaches the caller event by event, not when it is over", async () => {
    let upstream: ServerResponse | undefined;
    agent().onRequest = (res, body) => {
      upstream = res.writeHead(200, EVENTS);
      res.write(taskEvent(version, body.id));
    };
    const response = await open();
    const reader = response.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    expect(first).toContain('"task"');
    expect(upstream?.writableEnded).toBe(false);
    upstream?.end();
    expect(await reader?.read()).toMatchObject({ done: true });
    expect(await lastCall()).toMatchObject({ status: "completed", method: "SendStreamingMessage" });
  });

  it("that breaks off ends with an error that the caller can read, and is on record as failed", async () => {
    agent().onRequest = (res, body) => {
      res.writeHead(200, EVENTS);
      res.write(taskEvent(version, body.id), () => res.destroy());
    };
    const text = await (await open()).text();
    const last = JSON.parse(text.trim().split("data: ").at(-1) ?? "");
    expect(last).toMatchObject({
      jsonrpc: "2.0",
      id: 5,
      error: { data: [{ reason: "UPSTREAM_UNREACHABLE" }, {}] },
    });
    expect(await lastCall()).toMatchObject({ status: "failed", error_code: "upstream_unreachable" });
  });

  it("that tells an error inside is on record as failed", async () => {
    agent().onRequest = (res, body) => {
      const error = { code: -32603, message: "The agent fell over." };
      res.writeHead(200, EVENTS);
      res.end(
        `${taskEvent(version, body.id)}data: ${JSON.stringify({ jsonrpc: "2.0", id: body.id, error })}\n\n`,
      );
    };
    expect(await (await open()).text()).toContain("The agent fell over.");
    expect(await lastCall()).toMatchObject({ status: "failed", error_message: "The agent fell over." });
  });

  it("that the caller leaves is left at the agent too", async () => {
    let upstream: ServerResponse | undefined;
    agent().onRequest = (res, body) => {
      upstream = res.writeHead(200, EVENTS);
      res.write(taskEvent(version, body.id));
    };
    const leave = new AbortController();
    const response = await open(leave.signal);
    await response.body?.getReader().read();
    const closed = upstream && once(upstream, "close");
    leave.abort();
    await closed;
    expect(await lastCall()).toMatchObject({ status: "cancelled" });
  });
});

describe("an agent's answer", () => {
  const CASES: readonly (readonly [
    what: string,
    reply: (res: ServerResponse, id: unknown) => void,
    code: string,
  ])[] = [
    ["in HTML", (res) => res.writeHead(200).end("<html>"), "upstream_invalid"],
    [
      "to another request",
      (res) => res.end(JSON.stringify({ jsonrpc: "2.0", id: "x", result: {} })),
      "upstream_invalid",
    ],
    ["without result", (res, id) => res.end(JSON.stringify({ jsonrpc: "2.0", id })), "upstream_invalid"],
    ["of a broken proxy", (res) => res.writeHead(502).end("bad gateway"), "upstream_error"],
    ["that refuses the mesh", (res) => res.writeHead(401).end("{}"), "upstream_error"],
    ["that leads elsewhere", (res) => res.writeHead(302, { location: "/" }).end(), "upstream_invalid"],
  ];
  it.each(CASES)(
    "%s is a failure of the agent, not of the caller or the mesh",
    async (_what, reply, code) => {
      agents["1.0"]().onRequest = (res, body) => reply(res, body.id);
      const params = message(randomUUID());
      const answer = await rpc(mesh(), "agent-1.0", badge(), { method: "SendMessage", params });
      expect(answer.status).toBe(502);
      expect(answer.headers.has("www-authenticate")).toBe(false);
      expect(await lastCall()).toMatchObject({ status: "failed", error_code: code });
    },
  );

  it("with a task that is another caller's is kept back", async () => {
    const task = { id: randomUUID(), contextId: randomUUID(), status: { state: "TASK_STATE_WORKING" } };
    agents["1.0"]().onRequest = (res, body) =>
      res.end(JSON.stringify({ jsonrpc: "2.0", id: body.id, result: { task } }));
    const send = () => ({ method: "SendMessage", params: message(randomUUID()) });
    await rpc(mesh(), "agent-1.0", mesh().badge({ agent: "alice" }), send());
    const answer = await rpc(mesh(), "agent-1.0", mesh().badge({ agent: "mallory" }), send());
    expect(answer.status).toBe(502);
    expect(answer.text).not.toContain(task.id);
  });
});
