import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { completedTask, finish, kitId, type Requirement, said, type Target, taskIn } from "./requirement";
import { call, type Json } from "./wire";

const URL = "https://example.com/kit-webhook";

/** A2A 1.0 sections 3.1.7 to 3.1.10 and 4.3.3. */
export const PUSH: readonly Requirement[] = [
  {
    id: "PUSH-CREATE-001",
    level: "MUST",
    async check(target) {
      const { made } = await created(target);
      assert.equal(made.url, URL);
    },
  },
  {
    id: "PUSH-CREATE-002",
    level: "MUST",
    async check(target) {
      const { key } = await created(target);
      assert.equal((await call(target, "GetTaskPushNotificationConfig", key)).result?.url, URL);
    },
  },
  {
    id: "PUSH-GET-001",
    level: "MUST",
    async check(target) {
      const { key } = await created(target);
      const { result } = await call(target, "GetTaskPushNotificationConfig", key);
      assert.deepEqual([result?.id, result?.taskId, result?.url], [key.id, key.taskId, URL]);
    },
  },
  {
    id: "PUSH-GET-002",
    level: "MUST",
    async check(target) {
      const { key } = await created(target);
      const { error } = await call(target, "GetTaskPushNotificationConfig", {
        ...key,
        id: kitId(target, "nothing"),
      });
      assert.ok(error, "a configuration that does not exist was found");
    },
  },
  {
    id: "PUSH-LIST-001",
    level: "MUST",
    async check(target) {
      const { key } = await created(target);
      const { result } = await call(target, "ListTaskPushNotificationConfigs", { taskId: key.taskId });
      assert.deepEqual(
        ((result?.configs ?? []) as Json[]).map(({ id }) => id),
        [key.id],
      );
    },
  },
  {
    id: "PUSH-DEL-001",
    level: "MUST",
    async check(target) {
      const { key } = await created(target);
      assert.ok(!(await call(target, "DeleteTaskPushNotificationConfig", key)).error);
      assert.ok((await call(target, "GetTaskPushNotificationConfig", key)).error, "it is still there");
    },
  },
  {
    id: "PUSH-DEL-002",
    level: "MUST",
    async check(target) {
      const { key } = await created(target);
      await call(target, "DeleteTaskPushNotificationConfig", key);
      assert.ok(!(await call(target, "DeleteTaskPushNotificationConfig", key)).error);
    },
  },
  {
    id: "PUSH-DELIVER-001",
    level: "MUST",
    async check(target) {
      const { headers, credentials } = await notified(target);
      assert.equal(headers.authorization, `Bearer ${credentials}`);
    },
  },
  {
    id: "PUSH-DELIVER-002",
    level: "MUST",
    async check(target) {
      await notified(target);
    },
  },
  {
    id: "PUSH-DELIVER-003",
    level: "MUST",
    async check(target) {
      const { body } = await notified(target);
      assert.equal(Object.keys(body).length, 1);
      assert.ok(["task", "message", "statusUpdate", "artifactUpdate"].includes(Object.keys(body)[0] ?? ""));
    },
  },
];

async function created(target: Target) {
  const { id: taskId } = await completedTask(target);
  const key = { taskId, id: kitId(target, "push") };
  const { result, error } = await call(target, "CreateTaskPushNotificationConfig", { ...key, url: URL });
  if (error) throw new Error(`error ${error.code}: ${error.message}`);
  return { key, made: result as Json };
}

/** A task that was sent with a webhook and then finished; the first notification about it. */
async function notified(target: Target) {
  const credentials = `kit-${randomUUID()}`;
  const config = {
    id: kitId(target, "push"),
    url: target.hook.url,
    authentication: { scheme: "Bearer", credentials },
  };
  const params = said(kitId(target, "input-required"), "Tell me", {}, { taskPushNotificationConfig: config });
  const { id } = taskIn(await call(target, "SendMessage", params));
  await finish(target, id);
  return { ...(await target.hook.first(`Bearer ${credentials}`)), credentials };
}
