import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { expectError } from "./expect-error";
import { bodyOf, type LegacyTask, legacyPush, legacySaid, legacyTaskIn, stateOf } from "./legacy-terms";
import { kitId, type Requirement, type Target, unknownId } from "./requirement";
import { call, type Json, open, type Reply, readReply, request } from "./wire";

/** What A2A 0.3.0 asks of an agent, under ids of our own: `V03-` and the section's subject. */
export const LEGACY: readonly Requirement[] = [
  {
    id: "V03-SEND-001",
    level: "MUST",
    async check(target) {
      const task = await sent(target, "complete-task");
      assert.equal(stateOf(task), "completed");
      assert.equal(task.kind, target.binding === "JSONRPC" ? "task" : undefined);
    },
  },
  {
    id: "V03-SEND-002",
    level: "MUST",
    async check(target) {
      const { result } = await send(target, "message-response");
      const answer = bodyOf(target, result);
      assert.ok(
        answer.messageId && String(answer.role).toLowerCase().endsWith("agent"),
        JSON.stringify(result),
      );
    },
  },
  {
    id: "V03-SEND-003",
    level: "MUST",
    async check(target) {
      const { id: taskId } = await sent(target, "complete-task");
      const { error } = await send(target, "complete-task", { taskId });
      assert.ok(error, "a finished task took another message");
    },
  },
  {
    id: "V03-SEND-004",
    level: "MUST",
    async check(target) {
      expectError(target, await send(target, "complete-task", { taskId: unknownId() }), "TASK_NOT_FOUND");
    },
  },
  {
    id: "V03-SEND-005",
    level: "MUST",
    async check(target) {
      const task = await sent(target, "input-required");
      assert.equal(stateOf(task), "input-required");
      const done = legacyTaskIn(target, await send(target, "complete-task", { taskId: task.id }));
      assert.deepEqual([done.id, stateOf(done), done.contextId], [task.id, "completed", task.contextId]);
    },
  },
  {
    id: "V03-PARTS-001",
    level: "MUST",
    async check(target) {
      const kinds = {
        "artifact-text": "text",
        "artifact-file": "file",
        "artifact-file-url": "file",
        "artifact-data": "data",
      };
      for (const [name, kind] of Object.entries(kinds)) {
        const [artifact] = (await sent(target, name)).artifacts ?? [];
        const part = artifact?.parts?.[0] ?? {};
        if (target.binding === "JSONRPC") assert.equal(part.kind, kind, name);
        assert.ok(kind in part, `${name}: ${JSON.stringify(part)}`);
      }
    },
  },
  {
    id: "V03-STREAM-001",
    level: "MUST",
    async check(target) {
      const seen = await streamed(target, "stream-003");
      assert.ok(legacyId(target, seen[0]), "the first event is no task");
      const last = bodyOf(target, seen.at(-1)) as Json & LegacyTask;
      assert.equal(stateOf(last), "completed");
      if (target.binding === "JSONRPC") assert.equal(last.final, true);
    },
  },
  {
    id: "V03-STREAM-002",
    level: "MUST",
    async check(target) {
      const texts = (await streamed(target, "stream-artifact-chunked"))
        .map((event) => (bodyOf(target, event).artifact as { parts?: Json[] } | undefined)?.parts?.[0]?.text)
        .filter(Boolean);
      assert.deepEqual(texts, ["chunk one, ", "chunk two, ", "chunk three"]);
    },
  },
  {
    id: "V03-GET-001",
    level: "MUST",
    async check(target) {
      const { id } = await sent(target, "complete-task");
      const got = legacyTaskIn(target, await call(target, "GetTask", { id }));
      assert.deepEqual([got.id, stateOf(got)], [id, "completed"]);
    },
  },
  {
    id: "V03-GET-002",
    level: "MUST",
    async check(target) {
      expectError(target, await call(target, "GetTask", { id: unknownId() }), "TASK_NOT_FOUND");
    },
  },
  {
    id: "V03-GET-003",
    level: "MUST",
    async check(target) {
      const { id } = await sent(target, "input-required");
      await send(target, "complete-task", { taskId: id });
      const got = legacyTaskIn(target, await call(target, "GetTask", { id, historyLength: 1 }));
      assert.ok((got.history?.length ?? 0) <= 1, `${got.history?.length} messages`);
    },
  },
  {
    id: "V03-CANCEL-001",
    level: "MUST",
    async check(target) {
      const { id } = await sent(target, "input-required");
      assert.equal(stateOf(legacyTaskIn(target, await call(target, "CancelTask", { id }))), "canceled");
    },
  },
  {
    id: "V03-CANCEL-002",
    level: "MUST",
    async check(target) {
      const { id } = await sent(target, "complete-task");
      const { error } = await call(target, "CancelTask", { id });
      // 0.3 gives the error no HTTP status of its own.
      assert.ok(
        (target.binding === "JSONRPC" ? [-32002] : [400, 409]).includes(error?.code ?? 0),
        `${error?.code}`,
      );
    },
  },
  {
    id: "V03-CANCEL-003",
    level: "MUST",
    async check(target) {
      expectError(target, await call(target, "CancelTask", { id: unknownId() }), "TASK_NOT_FOUND");
    },
  },
  {
    id: "V03-SUB-001",
    level: "MUST",
    async check(target) {
      const { id } = await sent(target, "input-required");
      const stream = await open(target, "SubscribeToTask", { id });
      const first = await stream.payloads.next();
      assert.equal(legacyId(target, first.value as Json), id);
      await send(target, "complete-task", { taskId: id });
      let last: Json = {};
      for await (const event of stream.payloads) last = event;
      assert.equal(stateOf(bodyOf(target, last) as LegacyTask), "completed");
    },
  },
  {
    id: "V03-SUB-002",
    level: "MUST",
    async check(target) {
      const stream = await open(target, "SubscribeToTask", { id: unknownId() });
      stream.close();
      expectError(target, stream, "TASK_NOT_FOUND");
    },
  },
  {
    id: "V03-PUSH-001",
    level: "MUST",
    async check(target) {
      const { id: taskId } = await sent(target, "complete-task");
      const push = legacyPush(target, taskId, kitId(target, "push"));
      const made = await call(
        target,
        "CreateTaskPushNotificationConfig",
        push.create("https://example.com/hook"),
      );
      assert.ok(!made.error, made.error?.message);
      const got = await call(target, "GetTaskPushNotificationConfig", push.key);
      assert.equal(push.urlIn(got.result), "https://example.com/hook");
      const { result } = await call(target, "ListTaskPushNotificationConfigs", push.list);
      assert.equal(push.listed(result).length, 1);
      assert.ok(!(await call(target, "DeleteTaskPushNotificationConfig", push.key)).error);
      assert.ok((await call(target, "GetTaskPushNotificationConfig", push.key)).error, "it is still there");
    },
  },
  {
    id: "V03-PUSH-002",
    level: "MUST",
    async check(target) {
      const credentials = `kit-${randomUUID()}`;
      const authentication = { schemes: ["Bearer"], credentials };
      const { id: taskId } = await sent(target, "input-required");
      const push = legacyPush(target, taskId, kitId(target, "push"));
      const made = await call(
        target,
        "CreateTaskPushNotificationConfig",
        push.create(target.hook.url, authentication),
      );
      assert.ok(!made.error, made.error?.message);
      await send(target, "complete-task", { taskId });
      const { body } = await target.hook.first(`Bearer ${credentials}`);
      assert.ok(typeof body.kind === "string", "the notification is not one of 0.3");
    },
  },
  {
    id: "V03-CARD-001",
    level: "MUST",
    async check(target) {
      const card = (await (await fetch(target.cardUrl)).json()) as Json;
      assert.match(String(card.protocolVersion), /^0\.3/);
      const offered = [
        { url: card.url, transport: card.preferredTransport },
        ...((card.additionalInterfaces ?? []) as Json[]),
      ];
      assert.ok(
        offered.some(({ url, transport }) => url === target.url && transport === target.binding),
        JSON.stringify(offered),
      );
    },
  },
  {
    id: "V03-CARD-002",
    level: "MUST",
    async check(target) {
      const { result, error } = await call(target, "GetExtendedAgentCard", {});
      assert.equal(result?.description, "Shown to those who have signed in.", error?.message);
    },
  },
  {
    id: "V03-ERR-001",
    level: "MUST",
    binding: "JSONRPC",
    async check(target) {
      const post = async (body: string) =>
        (await readReply(target, await request(target, "", { method: "POST", headers: JSON_TYPE, body })))
          .error?.code;
      assert.equal(await post("{"), -32700);
      assert.equal(await post('{"jsonrpc":"2.0","id":1,"method":"nothing/here","params":{}}'), -32601);
      assert.equal(await post('{"jsonrpc":"2.0","id":1,"method":"message/send","params":{}}'), -32602);
    },
  },
];

const JSON_TYPE = { "content-type": "application/json" };

async function send(target: Target, name: string, fields: Json = {}): Promise<Reply> {
  return call(target, "SendMessage", legacySaid(target, kitId(target, name), "Say it in 0.3", fields));
}

async function sent(target: Target, name: string): Promise<LegacyTask> {
  return legacyTaskIn(target, await send(target, name));
}

async function streamed(target: Target, name: string): Promise<Json[]> {
  const stream = await open(
    target,
    "SendStreamingMessage",
    legacySaid(target, kitId(target, name), "Stream in 0.3"),
  );
  if (stream.error) throw new Error(`error ${stream.error.code}: ${stream.error.message}`);
  const seen: Json[] = [];
  for await (const payload of stream.payloads) seen.push(payload);
  return seen;
}

function legacyId(target: Target, event: Json | undefined): unknown {
  return bodyOf(target, event).id;
}
