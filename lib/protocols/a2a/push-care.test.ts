import { randomUUID } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { doorOf } from "./door";
import { PushCourier } from "./push/push-courier";
import { signWebhook } from "./push/sign-webhook";
import { a2aRoutes } from "./routes";
import { message, rpc } from "./testing/raw-call";
import { recordingAgent } from "./testing/recording-agent";

const TIMES = { retriesMs: [20, 30, 40], pollMs: 100 };
const mesh = testMesh((running) => a2aRoutes(running, TIMES));
const upstream = recordingAgent(["1.0"]);

interface Delivery {
  path: string;
  headers: Record<string, string>;
  body: string;
  atMs: number;
}

/** Every attempt that reached the receivers, answered or not. */
const attempts: Delivery[] = [];
let answer: (res: ServerResponse, delivery: Delivery) => void;
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer(async (req, res) => {
    let body = "";
    for await (const chunk of req) body += String(chunk);
    const delivery = {
      path: req.url ?? "",
      headers: req.headers as Record<string, string>,
      body,
      atMs: performance.now(),
    };
    attempts.push(delivery);
    answer(res, delivery);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await mesh().allowAll();
  await mesh().register("agent", "worker", await upstream().spec());
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  attempts.splice(0);
  upstream().forget();
  answer = (res) => void res.writeHead(204).end();
});

/** A task that waits for input, with a webhook of its own, and the webhook that its agent got instead. */
async function waitingTask() {
  const [path, token] = [`/${randomUUID()}`, `token-${randomUUID()}`];
  const task = await send(`tck-input-required-${randomUUID()}`, {}, { url: base + path, token });
  const { configuration } = seenParams(0) as { configuration: { taskPushNotificationConfig: Hook } };
  return { ...task, path, token, hook: configuration.taskPushNotificationConfig };
}

interface Hook {
  url: string;
  token: string;
}

async function send(messageId: string, fields: object, taskPushNotificationConfig?: object) {
  const params = {
    ...message(messageId, { ...fields }),
    ...(taskPushNotificationConfig ? { configuration: { taskPushNotificationConfig } } : {}),
  };
  const badge = mesh().badge({ agent: "caller" });
  const { json } = await rpc(mesh(), "worker", badge, { method: "SendMessage", params });
  return (json.result as { task: { id: string; contextId: string } }).task;
}

function seenParams(at: number): unknown {
  return (JSON.parse(upstream().seen[at]?.body ?? "{}") as { params?: unknown }).params;
}

const eventually = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 10_000, interval: 10 });
const to = (path: string) => attempts.filter((attempt) => attempt.path === path);

/** What the agent would send about a task. */
function statusUpdate(taskId: string, contextId: string, text = "state"): string {
  const status = { state: "TASK_STATE_WORKING", timestamp: new Date().toISOString() };
  return JSON.stringify({ statusUpdate: { taskId, contextId, status, metadata: { text } } });
}

function tell(hook: Hook, body: string, headers: Record<string, string> = {}) {
  const own = { authorization: `Bearer ${hook.token}`, "content-type": "application/a2a+json" };
  return fetch(hook.url, { method: "POST", headers: { ...own, ...headers }, body });
}

describe("a notification from the mesh", () => {
  it("verifies with the reference library, and not when it is old, another's or written anew", async () => {
    const { path, token } = await waitingTask();
    await eventually(() => expect(to(path).length).toBeGreaterThan(0));
    const { headers, body } = to(path)[0] as Delivery;
    const webhook = new Webhook(token, { format: "raw" });
    expect(webhook.verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(`x${token}`, { format: "raw" }).verify(body, headers)).toThrow();
    expect(() => webhook.verify(JSON.stringify(JSON.parse(body), null, 1), headers)).toThrow();
    const old = signWebhook(token, { id: "1", body }, new Date(Date.now() - 6 * 60_000));
    expect(() => webhook.verify(body, old)).toThrow();
  });

  it("has the same id at every attempt, and waits longer before each", async () => {
    answer = (res, { path }) => void res.writeHead(to(path).length <= 3 ? 500 : 204).end();
    const { path } = await waitingTask();
    await eventually(() => expect(to(path).length).toBeGreaterThanOrEqual(4));
    expect(
      new Set(
        to(path)
          .slice(0, 4)
          .map(({ headers }) => headers["webhook-id"]),
      ).size,
    ).toBe(1);
    // At least three quarters of 20, 30 and 40 ms, and what the way takes.
    const [first, , , last] = to(path);
    expect((last?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(65);
  });

  it("that no attempt brings home is a dead letter with all behind it; the webhook stops, its agent is told, and registering it again starts it", async () => {
    answer = (res) => void res.writeHead(500).end();
    const { id, contextId, path, token, hook } = await waitingTask();
    await tell(hook, statusUpdate(id, contextId, "waits behind the first"));
    const { sql } = mesh().mesh.database;
    await eventually(async () => {
      const entries = await sql`
        select payload, outcome from audit_entries where type = 'io.signalbox.push.disabled'
        and payload->>'task' = ${id}`;
      expect(entries[0]).toMatchObject({ outcome: "http_500", payload: { attempts: 4, url: base + path } });
    });
    expect(to(path)).toHaveLength(4);
    const dead = await sql`select outcome, body from a2a_push_deliveries where dead_at is not null`;
    expect(dead.filter(({ body }) => String(body).includes(id)).length).toBeGreaterThanOrEqual(2);
    expect((await tell(hook, statusUpdate(id, contextId))).status).toBe(410);
    answer = (res) => void res.writeHead(204).end();
    const params = { taskId: id, id: await configId(id), url: base + path, token };
    const badge = mesh().badge({ agent: "caller" });
    await rpc(mesh(), "worker", badge, { method: "CreateTaskPushNotificationConfig", params });
    const renewed = seenParams(upstream().seen.length - 1) as Hook;
    expect((await tell(renewed, statusUpdate(id, contextId, "again"))).status).toBe(202);
    await eventually(() => expect(to(path).some(({ body }) => body.includes("again"))).toBe(true));
  });

  it("that hangs at its receiver holds up neither calls nor other webhooks", async () => {
    const hanging: ServerResponse[] = [];
    const slow = await waitingTask();
    await eventually(() => expect(to(slow.path).length).toBeGreaterThan(0));
    answer = (res, { path }) => {
      if (path === slow.path) hanging.push(res);
      else res.writeHead(204).end();
    };
    await tell(slow.hook, statusUpdate(slow.id, slow.contextId, "hangs"));
    await eventually(() => expect(hanging).toHaveLength(1));
    const quick = await waitingTask();
    await eventually(() => expect(to(quick.path).length).toBeGreaterThan(0));
    expect(hanging).toHaveLength(1);
    hanging[0]?.writeHead(204).end();
  });

  it("outlives the process that took it", async () => {
    let isDown = true;
    answer = (res) => void res.writeHead(isDown ? 503 : 204).end();
    await doorOf(mesh().mesh).courier.close();
    const { id, contextId, path, hook } = await waitingTask();
    expect((await tell(hook, statusUpdate(id, contextId, "kept"))).status).toBe(202);
    expect(to(path)).toEqual([]);
    isDown = false;
    const next = new PushCourier(mesh().mesh, TIMES);
    next.wake();
    await eventually(() => expect(to(path).some(({ body }) => body.includes("kept"))).toBe(true));
    await next.close();
  });
});

describe("a notification to the mesh that is signed", () => {
  it("counts once, and not at all when it is altered, old or another's", async () => {
    const { id, contextId, hook } = await waitingTask();
    const body = statusUpdate(id, contextId, randomUUID());
    const signed = signWebhook(hook.token, { id: "first", body });
    expect((await tell(hook, body, signed)).status).toBe(202);
    expect((await tell(hook, body, signed)).status).toBe(202);
    const { sql } = mesh().mesh.database;
    const stored = async (text: string) =>
      (await sql`select body from a2a_push_deliveries`).filter((row) => row.body === text).length;
    expect(await stored(body)).toBe(1);
    const another = statusUpdate(id, contextId, randomUUID());
    const refused = {
      "another body": [another, signWebhook(hook.token, { id: "2", body })],
      "written anew": [
        JSON.stringify(JSON.parse(another), null, 1),
        signWebhook(hook.token, { id: "3", body: another }),
      ],
      "another key": [another, signWebhook("another", { id: "4", body: another })],
      old: [another, signWebhook(hook.token, { id: "5", body: another }, new Date(Date.now() - 6 * 60_000))],
      "from the future": [
        another,
        signWebhook(hook.token, { id: "6", body: another }, new Date(Date.now() + 6 * 60_000)),
      ],
      "without an id": [another, { "webhook-signature": "v1,AAAA" }],
    } as const;
    for (const [what, [text, headers]] of Object.entries(refused)) {
      expect((await tell(hook, text, { ...headers })).status, what).toBe(401);
    }
    expect(await stored(another)).toBe(0);
  });
});

async function configId(taskId: string): Promise<string> {
  const [row] = await mesh().mesh.database.sql`select id from a2a_push_configs where task_id = ${taskId}`;
  return String(row?.id);
}
