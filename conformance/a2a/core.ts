import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { REQUIRED_EXTENSION } from "@/examples/conformance-agent/agent-card";
import { expectError } from "./expect-error";
import {
  completedTask,
  finish,
  isTerminal,
  kitId,
  type Requirement,
  said,
  stateIn,
  streamOf,
  taskIn,
  unknownId,
  waitingTask,
} from "./requirement";
import { call } from "./wire";

/** A2A 1.0 section 3: what each operation does. */
export const CORE: readonly Requirement[] = [
  {
    id: "CORE-SEND-001",
    level: "MUST",
    async check(target) {
      const { result } = await call(target, "SendMessage", said(kitId(target, "complete-task"), "Hello"));
      assert.equal(Object.keys(result ?? {}).filter((key) => key === "task" || key === "message").length, 1);
    },
  },
  {
    id: "CORE-SEND-002",
    level: "MUST",
    async check(target) {
      const { id: taskId } = await completedTask(target);
      const params = said(kitId(target, "terminal"), "More", { taskId });
      expectError(target, await call(target, "SendMessage", params), "UNSUPPORTED_OPERATION");
    },
  },
  {
    id: "CORE-SEND-003",
    level: "MUST",
    async check(target) {
      const parts = [{ raw: "eA==", mediaType: "application/x-nobody-takes-this" }];
      const params = said(kitId(target, "send-003"), "", { parts });
      expectError(target, await call(target, "SendMessage", params), "CONTENT_TYPE_NOT_SUPPORTED");
    },
  },
  {
    id: "CORE-STREAM-001",
    level: "MUST",
    async check(target) {
      const seen = await streamOf(target, "stream-001");
      assert.ok(seen.length >= 2, `${seen.length} events`);
    },
  },
  {
    id: "CORE-STREAM-002",
    level: "MUST",
    async check(target) {
      const seen = await streamOf(target, "stream-002");
      assert.deepEqual(
        seen.map((payload) => Object.keys(payload)),
        [["message"]],
      );
    },
  },
  {
    id: "CORE-STREAM-003",
    level: "MUST",
    async check(target) {
      const seen = await streamOf(target, "stream-003");
      assert.ok(seen[0]?.task, "the first event is no task");
      assert.ok(isTerminal(seen.at(-1)), "the stream closed before the task ended");
    },
  },
  {
    id: "CORE-GET-001",
    level: "MUST",
    async check(target) {
      const { id } = await completedTask(target);
      const reply = await call(target, "GetTask", { id });
      assert.equal(taskIn(reply).id, id);
      assert.equal(stateIn(reply.result), "TASK_STATE_COMPLETED");
    },
  },
  {
    id: "CORE-GET-002",
    level: "MUST",
    async check(target) {
      expectError(target, await call(target, "GetTask", { id: unknownId() }), "TASK_NOT_FOUND");
    },
  },
  {
    id: "CORE-CANCEL-001",
    level: "MUST",
    async check(target) {
      const { id } = await waitingTask(target);
      const task = taskIn(await call(target, "CancelTask", { id }));
      assert.deepEqual([task.id, task.status.state], [id, "TASK_STATE_CANCELED"]);
    },
  },
  {
    id: "CORE-CANCEL-002",
    level: "MUST",
    async check(target) {
      const { id } = await completedTask(target);
      expectError(target, await call(target, "CancelTask", { id }), "TASK_NOT_CANCELABLE");
    },
  },
  {
    id: "CORE-CANCEL-003",
    level: "MUST",
    async check(target) {
      expectError(target, await call(target, "CancelTask", { id: unknownId() }), "TASK_NOT_FOUND");
    },
  },
  {
    id: "CORE-EXECUTION-MODE-001",
    level: "MUST",
    async check(target) {
      for (const [name, configuration] of [
        ["delayed-complete", { returnImmediately: false }],
        ["delayed-complete", undefined],
      ] as const) {
        const params = said(kitId(target, name), "Take your time", {}, configuration);
        assert.ok(
          isTerminal((await call(target, "SendMessage", params)).result),
          "answered before the task ended",
        );
      }
      const waiting = await call(target, "SendMessage", said(kitId(target, "input-required"), "Ask me"));
      assert.equal(stateIn(waiting.result), "TASK_STATE_INPUT_REQUIRED");
      const done = await finish(target, taskIn(waiting).id, "Answered");
      assert.equal(stateIn(done.result), "TASK_STATE_COMPLETED");
    },
  },
  {
    id: "CORE-EXECUTION-MODE-002",
    level: "MUST",
    async check(target) {
      const params = said(
        kitId(target, "delayed-complete"),
        "Take your time",
        {},
        { returnImmediately: true },
      );
      const { result } = await call(target, "SendMessage", params);
      assert.ok(stateIn(result) && !isTerminal(result), `answered with ${stateIn(result)}`);
    },
  },
  {
    id: "CORE-ERR-001",
    level: "MUST",
    async check(target) {
      const { error } = await call(target, "GetTask", { id: unknownId() });
      assert.ok(error && Number.isInteger(error.code) && error.message !== "", "no code or no message");
    },
  },
  {
    id: "CORE-ERR-002",
    level: "MUST",
    async check(target) {
      for (const params of [
        {},
        { message: {} },
        { message: { messageId: "", role: "ROLE_USER", parts: [] } },
      ]) {
        const { error, status } = await call(target, "SendMessage", params);
        assert.ok(error, `${JSON.stringify(params)} was accepted`);
        assert.ok(target.binding === "JSONRPC" ? error.code === -32602 : status === 400, `${error.code}`);
      }
    },
  },
  {
    id: "CORE-CAP-001",
    level: "MUST",
    async check({ bare }) {
      const params = { taskId: "t", url: "https://example.com/hook" };
      expectError(
        bare,
        await call(bare, "CreateTaskPushNotificationConfig", params),
        "PUSH_NOTIFICATION_NOT_SUPPORTED",
      );
    },
  },
  {
    id: "CORE-CAP-002",
    level: "MUST",
    async check({ bare, session }) {
      const params = said(`tck-cap-stream-${session}`, "Stream this");
      expectError(bare, await call(bare, "SendStreamingMessage", params), "UNSUPPORTED_OPERATION");
    },
  },
  {
    id: "CORE-CAP-003",
    level: "MUST",
    async check({ bare }) {
      expectError(bare, await call(bare, "GetExtendedAgentCard", {}), "UNSUPPORTED_OPERATION");
    },
  },
  {
    id: "CORE-CAP-004",
    level: "MUST",
    async check({ strict, session }) {
      const params = said(`tck-cap-ext-004-${session}`, "Without the extension");
      expectError(strict, await call(strict, "SendMessage", params), "EXTENSION_SUPPORT_REQUIRED");
      const headers = { "a2a-extensions": REQUIRED_EXTENSION };
      const params2 = said(`tck-cap-ext-with-${session}`, "With the extension");
      assert.ok(taskIn(await call(strict, "SendMessage", params2, headers)).id);
    },
  },
  {
    id: "CORE-MULTI-001a",
    level: "MUST",
    async check(target) {
      const task = taskIn(
        await call(target, "SendMessage", said(kitId(target, "complete-task"), "No context")),
      );
      assert.ok(task.contextId, "no contextId");
    },
  },
  {
    id: "CORE-MULTI-002a",
    level: "MUST",
    async check(target) {
      const contextId = kitId(target, `context-${target.binding}`);
      const params = said(kitId(target, "complete-task"), "My context", { contextId });
      const reply = await call(target, "SendMessage", params);
      if (!reply.error) assert.equal(taskIn(reply).contextId, contextId);
    },
  },
  {
    id: "CORE-MULTI-003",
    level: "MUST",
    async check(target) {
      const first = await completedTask(target);
      await call(target, "GetTask", { id: first.id });
      const params = said(`tck-complete-task-${randomUUID()}`, "Another task");
      assert.notEqual(taskIn(await call(target, "SendMessage", params)).id, first.id);
    },
  },
  {
    id: "CORE-MULTI-004",
    level: "MUST",
    async check(target) {
      const params = said(kitId(target, "multi-004"), "To nobody", { taskId: unknownId() });
      expectError(target, await call(target, "SendMessage", params), "TASK_NOT_FOUND");
    },
  },
  {
    id: "CORE-MULTI-005",
    level: "MUST",
    async check(target) {
      const { id: taskId, contextId } = await waitingTask(target);
      const reply = await call(target, "SendMessage", said(kitId(target, "infer-ctx"), "Go on", { taskId }));
      assert.equal(taskIn(reply).contextId, contextId);
    },
  },
  {
    id: "CORE-MULTI-006",
    level: "MUST",
    async check(target) {
      const { id: taskId } = await waitingTask(target);
      const fields = { taskId, contextId: kitId(target, "wrong-context") };
      const { error } = await call(
        target,
        "SendMessage",
        said(kitId(target, "mismatch"), "Mixed up", fields),
      );
      assert.ok(error, "a message that names the context of another task was accepted");
    },
  },
  {
    id: "AUTH-INTASK-001",
    level: "MUST",
    async check(target) {
      const params = said(kitId(target, "auth-required"), "Needs a sign-in");
      const { id } = taskIn(await call(target, "SendMessage", params));
      assert.equal(taskIn(await call(target, "GetTask", { id })).id, id);
    },
  },
  {
    id: "AUTH-INTASK-002",
    level: "MUST",
    async check(target) {
      const params = said(kitId(target, "auth-required"), "Needs a sign-in");
      const { result } = await call(target, "SendMessage", params);
      assert.equal(stateIn(result), "TASK_STATE_AUTH_REQUIRED");
    },
  },
];
