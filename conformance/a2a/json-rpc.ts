import assert from "node:assert/strict";
import { OPERATIONS, over, streamed, takesExtensions } from "./both-bindings";
import { streamResponse } from "./data-model";
import { errorInfo, expectError } from "./expect-error";
import { completedTask, kitId, said, type Target, unknownId } from "./requirement";
import { call, type Json, type Reply, readReply, request } from "./wire";

/** A2A 1.0 section 9. */
export const JSON_RPC = over("JSONRPC", [
  {
    id: "JSONRPC-FMT-001",
    level: "MUST",
    async check(target) {
      for (const id of [1, "a text", 0]) {
        const { body } = await rpc(target, {
          jsonrpc: "2.0",
          id,
          method: "GetTask",
          params: { id: unknownId() },
        });
        assert.deepEqual([body.jsonrpc, body.id], ["2.0", id]);
      }
      for (const broken of [
        { id: 1, method: "GetTask" },
        { jsonrpc: "1.0", id: 1, method: "GetTask" },
        [],
        { jsonrpc: "2.0", id: {} },
      ]) {
        const { error } = await rpc(target, broken);
        assert.equal(error?.code, -32600, JSON.stringify(broken));
      }
    },
  },
  {
    id: "JSONRPC-FMT-002",
    level: "MUST",
    async check(target) {
      const { headers } = await call(
        target,
        "SendMessage",
        said(kitId(target, "transport-test-001"), "Hello"),
      );
      assert.match(headers.get("content-type") ?? "", /^application\/json/);
    },
  },
  {
    id: "JSONRPC-SVC-001",
    level: "MUST",
    async check(target) {
      for (const method of OPERATIONS) {
        const { error } = await call(target, method, {});
        assert.notEqual(error?.code, -32601, `${method} is not there`);
      }
      assert.equal(
        (await rpc(target, { jsonrpc: "2.0", id: 1, method: "message/send", params: {} })).error?.code,
        -32601,
      );
    },
  },
  { id: "JSONRPC-SVC-002", level: "MUST", check: (target) => takesExtensions(target) },
  {
    id: "JSONRPC-ERR-001",
    level: "MUST",
    async check(target) {
      const { body } = await call(target, "GetTask", { id: unknownId() });
      const { code, message, data: _, ...more } = body.error as Json;
      assert.ok(Number.isInteger(code) && typeof message === "string");
      assert.deepEqual(more, {});
      assert.ok(!("result" in body), "an error and a result");
    },
  },
  {
    id: "JSONRPC-ERR-002",
    level: "MUST",
    async check(target) {
      const { error } = await call(target, "CancelTask", { id: unknownId() });
      assert.ok(error && error.code <= -32001 && error.code >= -32099, `${error?.code}`);
    },
  },
  {
    id: "JSONRPC-ERR-003",
    level: "MUST",
    async check(target) {
      const { error } = await call(target, "GetTask", { id: unknownId() });
      const info = errorInfo(error?.details);
      assert.deepEqual([info?.reason, info?.domain], ["TASK_NOT_FOUND", "a2a-protocol.org"]);
    },
  },
  {
    id: "JSONRPC-SSE-001",
    level: "MUST",
    async check(target) {
      const { envelopes } = await streamed(target);
      for (const { jsonrpc, id, result, ...more } of envelopes) {
        assert.deepEqual([jsonrpc, id, more], ["2.0", 1, {}]);
        streamResponse.parse(result);
      }
    },
  },
  {
    id: "JSONRPC-SSE-002",
    level: "MUST",
    async check(target) {
      expectError(target, await call(target, "GetTask", { id: unknownId() }), "TASK_NOT_FOUND");
      const { id } = await completedTask(target);
      expectError(target, await call(target, "CancelTask", { id }), "TASK_NOT_CANCELABLE");
      const params = { taskId: "t", url: "https://example.com/hook" };
      const { bare } = target;
      expectError(
        bare,
        await call(bare, "CreateTaskPushNotificationConfig", params),
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
    },
  },
]);

async function rpc(target: Target, body: unknown): Promise<Reply> {
  const headers = { "content-type": "application/json", "a2a-version": "1.0" };
  return readReply(
    target,
    await request(target, "", { method: "POST", headers, body: JSON.stringify(body) }),
  );
}
