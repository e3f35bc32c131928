import assert from "node:assert/strict";
import { OPERATIONS, over, streamed, takesExtensions } from "./both-bindings";
import { streamResponse } from "./data-model";
import { errorInfo, expectError } from "./expect-error";
import { completedTask, kitId, said, taskIn, unknownId } from "./requirement";
import { call, type Json, request } from "./wire";

const A2A_JSON = "application/a2a+json";

/** A2A 1.0 section 11. */
export const HTTP_JSON = over("HTTP+JSON", [
  {
    id: "HTTP_JSON-URL-001",
    level: "MUST",
    async check(target) {
      // An address that the binding does not have says so; one that it has never answers "no such address".
      for (const method of OPERATIONS) {
        const reply = await call(target, method, { id: "none", taskId: "none" });
        const reason = errorInfo(reply.error?.details)?.reason;
        assert.ok(
          reply.status !== 404 || reason === "TASK_NOT_FOUND",
          `${method}: ${reply.status} ${reply.error?.message}`,
        );
      }
      assert.equal((await request(target, "/nothing/here", {})).status, 404);
    },
  },
  {
    id: "HTTP_JSON-URL-002",
    level: "MUST",
    async check(target) {
      const headers = { "a2a-version": "1.0", "content-type": "application/json" };
      for (const [method, path] of [
        ["GET", "/message:send"],
        ["POST", "/tasks/none"],
        ["DELETE", "/tasks"],
      ] as const) {
        const { status } = await request(target, path, { method, headers });
        assert.ok(status === 404 || status === 405, `${method} ${path}: ${status}`);
      }
    },
  },
  {
    id: "HTTP_JSON-SVC-001",
    level: "SHOULD",
    async check(target) {
      const { headers } = await call(
        target,
        "SendMessage",
        said(kitId(target, "transport-test-001"), "Hello"),
      );
      assert.match(headers.get("content-type") ?? "", /^application\/a2a\+json/);
      const params = said(kitId(target, "transport-test-002"), "Hello");
      assert.equal((await call(target, "SendMessage", params, { "content-type": A2A_JSON })).status, 200);
    },
  },
  { id: "HTTP_JSON-SVC-002", level: "MUST", check: (target) => takesExtensions(target) },
  {
    id: "HTTP_JSON-QP-001",
    level: "MUST",
    async check(target) {
      const { id, contextId } = await completedTask(target);
      const one = taskIn(await call(target, "GetTask", { id, historyLength: 1 }));
      assert.ok((one.history?.length ?? 0) <= 1);
      const { result } = await call(target, "ListTasks", { contextId, pageSize: 1 });
      assert.deepEqual(
        ((result?.tasks ?? []) as Json[]).map((task) => task.id),
        [id],
      );
    },
  },
  {
    id: "HTTP_JSON-ERR-001",
    level: "MUST",
    async check(target) {
      const { status, headers, body } = await call(target, "GetTask", { id: unknownId() });
      const { code, status: name, message, details } = body.error as Json;
      assert.deepEqual([status, code, name], [404, 404, "NOT_FOUND"]);
      assert.ok(typeof message === "string" && Array.isArray(details));
      assert.match(headers.get("content-type") ?? "", /^application\/json/);
    },
  },
  {
    id: "HTTP_JSON-ERR-002",
    level: "MUST",
    async check(target) {
      const { error } = await call(target, "GetTask", { id: unknownId() });
      const info = errorInfo(error?.details);
      assert.deepEqual([info?.reason, info?.domain], ["TASK_NOT_FOUND", "a2a-protocol.org"]);
    },
  },
  {
    id: "HTTP_JSON-STATUS-001",
    level: "MUST",
    async check(target) {
      const { bare } = target;
      const { id } = await completedTask(target);
      expectError(target, await call(target, "CancelTask", { id }), "TASK_NOT_CANCELABLE");
      expectError(target, await call(target, "CancelTask", { id: unknownId() }), "TASK_NOT_FOUND");
      const config = { taskId: "t", url: "https://example.com/hook" };
      expectError(
        bare,
        await call(bare, "CreateTaskPushNotificationConfig", config),
        "PUSH_NOTIFICATION_NOT_SUPPORTED",
      );
      expectError(
        bare,
        await call(bare, "SendStreamingMessage", said(unknownId(), "Stream")),
        "UNSUPPORTED_OPERATION",
      );
      const wrongType = { "content-type": "text/plain" };
      expectError(
        target,
        await call(target, "SendMessage", said(unknownId(), "Type"), wrongType),
        "CONTENT_TYPE_NOT_SUPPORTED",
      );
      const wrongVersion = { "a2a-version": "99.0" };
      expectError(
        target,
        await call(target, "SendMessage", said(unknownId(), "Old"), wrongVersion),
        "VERSION_NOT_SUPPORTED",
      );
      const { status } = await call(target, "SendMessage", said(kitId(target, "status-success-007"), "Fine"));
      assert.equal(status, 200);
    },
  },
  {
    id: "HTTP_JSON-SSE-001",
    level: "MUST",
    async check(target) {
      const { envelopes } = await streamed(target);
      for (const payload of envelopes) streamResponse.parse(payload);
    },
  },
]);
