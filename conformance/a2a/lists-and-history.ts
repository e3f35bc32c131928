import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  completedTask,
  finish,
  kitId,
  type Requirement,
  said,
  type Target,
  type TaskJson,
  taskIn,
  waitingTask,
} from "./requirement";
import { call, type Json } from "./wire";

/** A2A 1.0 sections 3.1.4 and 3.2.4. */
export const LISTS_AND_HISTORY: readonly Requirement[] = [
  {
    id: "CORE-LIST-001",
    level: "MUST",
    async check(target) {
      const { contextId, ids } = await threeTasks(target);
      const page = await list(target, { contextId });
      assert.deepEqual(page.tasks.map(({ id }) => id).toSorted(), ids.toSorted());
    },
  },
  {
    id: "CORE-LIST-002",
    level: "MUST",
    async check(target) {
      const { contextId, ids } = await threeTasks(target);
      const seen: string[] = [];
      let pageToken = "";
      for (let pages = 0; pages < 5; pages++) {
        const page = await list(target, { contextId, pageSize: 2, ...(pageToken ? { pageToken } : {}) });
        assert.ok(page.tasks.length <= 2, `${page.tasks.length} tasks on a page of two`);
        seen.push(...page.tasks.map(({ id }) => id));
        pageToken = page.nextPageToken;
        if (pageToken === "") break;
      }
      assert.deepEqual(seen.toSorted(), ids.toSorted());
    },
  },
  {
    id: "CORE-LIST-003",
    level: "MUST",
    async check(target) {
      const { contextId } = await threeTasks(target);
      const times = (await list(target, { contextId })).tasks.map(({ status }) =>
        Date.parse(status.timestamp ?? ""),
      );
      assert.ok(
        times.every((time, at) => at === 0 || time <= (times[at - 1] ?? 0)),
        `${times}`,
      );
    },
  },
  {
    id: "CORE-LIST-004",
    level: "MUST",
    async check(target) {
      const { contextId } = await threeTasks(target);
      assert.equal((await list(target, { contextId, pageSize: 100 })).nextPageToken, "");
      assert.equal((await list(target, { contextId: `nobody-${randomUUID()}` })).nextPageToken, "");
    },
  },
  {
    id: "CORE-LIST-005",
    level: "MUST",
    async check(target) {
      const contextId = randomUUID();
      await call(target, "SendMessage", said(`tck-artifact-text-${randomUUID()}`, "Make one", { contextId }));
      for (const asked of [{}, { includeArtifacts: false }]) {
        const [task] = (await list(target, { contextId, ...asked })).tasks;
        assert.ok(task && !("artifacts" in task), "artifacts were listed");
      }
      const [task] = (await list(target, { contextId, includeArtifacts: true })).tasks;
      assert.equal(task?.artifacts?.length, 1);
    },
  },
  {
    id: "CORE-HIST-001",
    level: "SHOULD",
    async check(target) {
      const { id } = await longTask(target);
      assert.equal(taskIn(await call(target, "GetTask", { id, historyLength: 0 })).history?.length ?? 0, 0);
    },
  },
  {
    id: "CORE-HIST-002",
    level: "MUST",
    async check(target) {
      const { id } = await longTask(target);
      const { history } = taskIn(await call(target, "GetTask", { id, historyLength: 1 }));
      assert.ok((history?.length ?? 0) <= 1, `${history?.length} messages`);
    },
  },
  {
    id: "CORE-HIST-003",
    level: "SHOULD",
    async check(target) {
      const { id: taskId } = await waitingTask(target);
      const params = said(kitId(target, "complete-task"), "No history", { taskId }, { historyLength: 0 });
      assert.equal(taskIn(await call(target, "SendMessage", params)).history?.length ?? 0, 0);
    },
  },
  {
    id: "CORE-HIST-005",
    level: "SHOULD",
    async check(target) {
      const { id } = await longTask(target);
      const { history } = taskIn(await call(target, "GetTask", { id }));
      const ours = (history ?? []).filter(({ messageId }) => messageId.startsWith("tck-"));
      assert.deepEqual(
        ours.map(({ messageId }) => messageId),
        [kitId(target, "input-required"), kitId(target, "complete-task")],
      );
    },
  },
  {
    id: "CORE-HIST-006",
    level: "SHOULD",
    async check(target) {
      const { id } = await longTask(target);
      const { history } = taskIn(await call(target, "GetTask", { id }));
      const last = history?.find(({ messageId }) => messageId === kitId(target, "complete-task"));
      assert.equal(last?.parts[0]?.text, "The second turn");
    },
  },
];

/** A task of two turns. */
async function longTask(target: Target): Promise<TaskJson> {
  const { id } = await waitingTask(target);
  return taskIn(await finish(target, id, "The second turn"));
}

interface Page {
  tasks: TaskJson[];
  nextPageToken: string;
}

async function list(target: Target, params: Json): Promise<Page> {
  const { result, error } = await call(target, "ListTasks", params);
  if (error) throw new Error(`error ${error.code}: ${error.message}`);
  const { tasks, nextPageToken } = result as unknown as Page;
  assert.ok(Array.isArray(tasks) && typeof nextPageToken === "string", JSON.stringify(result).slice(0, 200));
  return { tasks, nextPageToken };
}

/** Three tasks in a conversation of their own, and somebody else's beside them. */
async function threeTasks(target: Target): Promise<{ contextId: string; ids: string[] }> {
  await completedTask(target);
  const contextId = randomUUID();
  const ids: string[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const params = said(`tck-complete-task-${randomUUID()}`, "One of three", { contextId });
    ids.push(taskIn(await call(target, "SendMessage", params)).id);
  }
  return { contextId, ids };
}
