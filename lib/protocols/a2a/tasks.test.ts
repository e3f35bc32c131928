import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { a2aRoutes } from "./routes";
import { message, raw, rpc } from "./testing/raw-call";
import { recordingAgent } from "./testing/recording-agent";

const mesh = testMesh(a2aRoutes);
const upstream = recordingAgent(["1.0"]);

const badge = (agent: string) => mesh().badge({ agent });

beforeAll(async () => {
  await mesh().allowAll();
  await mesh().register("agent", "worker", await upstream().spec());
});

interface SentTask {
  id: string;
  contextId: string;
}

async function sendTask(agent: string, fields: Record<string, unknown> = {}): Promise<SentTask> {
  const params = message(`tck-input-required-${randomUUID()}`, fields);
  const answer = await rpc(mesh(), "worker", badge(agent), { method: "SendMessage", params });
  const { task } = answer.json.result as { task: SentTask };
  return task;
}

const ON_A_TASK: readonly (readonly [method: string, params: (taskId: string) => unknown])[] = [
  ["GetTask", (id) => ({ id })],
  ["CancelTask", (id) => ({ id })],
  ["SubscribeToTask", (id) => ({ id })],
  ["ListTaskPushNotificationConfigs", (taskId) => ({ taskId })],
  ["GetTaskPushNotificationConfig", (taskId) => ({ taskId, id: "hook" })],
  ["DeleteTaskPushNotificationConfig", (taskId) => ({ taskId, id: "hook" })],
  ["CreateTaskPushNotificationConfig", (taskId) => ({ taskId, url: "https://example.com/hook" })],
  ["SendMessage", (taskId) => message(`m-${taskId}`, { taskId })],
  ["SendMessage", (taskId) => message(`s-${taskId}`, { task_id: taskId })],
  ["SendMessage", (taskId) => message(`r-${taskId}`, { referenceTaskIds: [taskId] })],
  ["SendStreamingMessage", (taskId) => message(`t-${taskId}`, { taskId })],
];

describe.each(ON_A_TASK)("%s", (method, params) => {
  it("answers for another caller's task as for one that does not exist, byte for byte, and sends the agent nothing", async () => {
    const task = await sendTask("alice");
    upstream().forget();
    const foreign = await rpc(mesh(), "worker", badge("mallory"), { method, params: params(task.id) });
    const absent = await rpc(mesh(), "worker", badge("mallory"), { method, params: params(randomUUID()) });
    expect(foreign.text).toBe(absent.text);
    expect(foreign.status).toBe(absent.status);
    expect(foreign.json).toMatchObject({ error: { code: -32001, data: [{ reason: "TASK_NOT_FOUND" }] } });
    expect(upstream().seen).toEqual([]);
  });
});

describe("a task over HTTP+JSON", () => {
  it("of another caller is a 404 like one that does not exist", async () => {
    const task = await sendTask("alice");
    const as = { badge: badge("mallory"), version: "1.0" };
    const foreign = await raw(mesh(), `/a2a/worker/tasks/${task.id}`, as);
    const absent = await raw(mesh(), `/a2a/worker/tasks/${randomUUID()}`, as);
    expect(foreign.text).toBe(absent.text);
    expect(foreign.status).toBe(404);
    expect(foreign.headers.get("content-type")).toBe("application/json");
    const own = await raw(mesh(), `/a2a/worker/tasks/${task.id}`, { badge: badge("alice"), version: "1.0" });
    expect(own.json).toMatchObject({ id: task.id });
  });
});

describe("an id under two names", () => {
  it("is refused before the agent could read the other one", async () => {
    const task = await sendTask("alice");
    const own = await sendTask("mallory");
    upstream().forget();
    const params = message(randomUUID(), { taskId: own.id, task_id: task.id });
    const answer = await rpc(mesh(), "worker", badge("mallory"), { method: "SendMessage", params });
    expect(answer.json).toMatchObject({ error: { code: -32602 } });
    expect(upstream().seen).toEqual([]);
  });
});

describe("a conversation", () => {
  it("belongs to the caller whose task began it", async () => {
    const task = await sendTask("alice");
    upstream().forget();
    const params = message(randomUUID(), { contextId: task.contextId });
    const foreign = await rpc(mesh(), "worker", badge("mallory"), { method: "SendMessage", params });
    expect(foreign.json).toMatchObject({ error: { code: -32001 } });
    expect(upstream().seen).toEqual([]);
    const own = await sendTask("alice", { contextId: task.contextId });
    expect(own.contextId).toBe(task.contextId);
  });

  it("that a client names first is its own", async () => {
    const contextId = randomUUID();
    await sendTask("alice", { contextId });
    const params = message(randomUUID(), { contextId });
    const foreign = await rpc(mesh(), "worker", badge("mallory"), { method: "SendMessage", params });
    expect(foreign.json).toMatchObject({ error: { code: -32001 } });
  });
});

describe("ListTasks", () => {
  it("shows a caller its own tasks only, all of them, once, whatever the size of the pages", async () => {
    const [caller, other] = [`lister-${randomUUID()}`, `other-${randomUUID()}`];
    const mine: string[] = [];
    for (let i = 0; i < 5; i++) {
      mine.push((await sendTask(caller)).id);
      await sendTask(other);
    }
    const listed: string[] = [];
    let pageToken = "";
    do {
      const params = { pageSize: 2, pageToken };
      const { json } = await rpc(mesh(), "worker", badge(caller), { method: "ListTasks", params });
      const page = json.result as { tasks: { id: string }[]; nextPageToken: string; totalSize: number };
      expect(page.tasks.length).toBeLessThanOrEqual(2);
      expect(page.totalSize).toBe(5);
      listed.push(...page.tasks.map((task) => task.id));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(listed.toSorted()).toEqual(mine.toSorted());
  });

  it("is empty for a caller without tasks", async () => {
    const { json } = await rpc(mesh(), "worker", badge(`nobody-${randomUUID()}`), {
      method: "ListTasks",
      params: {},
    });
    expect(json.result).toMatchObject({ tasks: [], nextPageToken: "", totalSize: 0 });
  });
});

describe("a message sent twice", () => {
  it("has one effect, and its answer comes back under the id of each request", async () => {
    const params = message(`tck-complete-task-${randomUUID()}`);
    upstream().forget();
    const first = await rpc(mesh(), "worker", badge("alice"), { method: "SendMessage", params, id: "one" });
    const second = await rpc(mesh(), "worker", badge("alice"), { method: "SendMessage", params, id: "two" });
    expect(upstream().seen).toHaveLength(1);
    expect(second.json).toEqual({ ...first.json, id: "two" });
    expect(second.headers.get("signalbox-replayed")).toBe("true");
  });

  it("a hundred times at once is one call of the agent and a hundred equal answers", async () => {
    const params = message(`tck-complete-task-${randomUUID()}`);
    upstream().forget();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        rpc(mesh(), "worker", badge("alice"), { method: "SendMessage", params }),
      ),
    );
    expect(upstream().seen).toHaveLength(1);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.json.result).toMatchObject({ task: { status: { state: "TASK_STATE_COMPLETED" } } });
  });

  it("is a new one with another content, as it is without the mesh", async () => {
    const id = `tck-complete-task-${randomUUID()}`;
    const send = async (text: string) => {
      const params = message(id, { parts: [{ text }] });
      const { json } = await rpc(mesh(), "worker", badge("alice"), { method: "SendMessage", params });
      return (json.result as { task: SentTask }).task.id;
    };
    expect(await send("Something else.")).not.toBe(await send("Something."));
  });

  it("is a new one once its sender has worked with the task that the first one made", async () => {
    const params = message(`tck-input-required-${randomUUID()}`);
    const send = async () => {
      const { json } = await rpc(mesh(), "worker", badge("alice"), { method: "SendMessage", params });
      return (json.result as { task: SentTask }).task.id;
    };
    const first = await send();
    expect(await send()).toBe(first);
    // Whoever cannot reach the task does not free its message either.
    await rpc(mesh(), "worker", badge("mallory"), { method: "GetTask", params: { id: first } });
    expect(await send()).toBe(first);
    await rpc(mesh(), "worker", badge("alice"), { method: "CancelTask", params: { id: first } });
    expect(await send()).not.toBe(first);
  });
});
