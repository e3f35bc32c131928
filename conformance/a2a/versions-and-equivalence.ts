import assert from "node:assert/strict";
import { OPERATIONS } from "./both-bindings";
import { errorInfo, expectError } from "./expect-error";
import {
  completedTask,
  kitId,
  type Requirement,
  said,
  type Target,
  type TaskJson,
  taskIn,
  unknownId,
} from "./requirement";
import { call, type Json, readReply, request } from "./wire";

/** A2A 1.0 sections 3.6, 5.1 and 5.2. */
export const VERSIONS_AND_EQUIVALENCE: readonly Requirement[] = [
  {
    id: "VER-SERVER-001",
    level: "MUST",
    async check(target) {
      const task = taskIn(
        await call(target, "SendMessage", said(kitId(target, "complete-task"), "As of 1.0")),
      );
      assert.ok(!("kind" in task) && task.status.state.startsWith("TASK_STATE_"));
      const legacy = await askedLegacy(target, { "a2a-version": "0.3" });
      assert.equal((legacy.result as { status?: { state?: string } })?.status?.state, legacyState(target));
    },
  },
  {
    id: "VER-SERVER-002",
    level: "MUST",
    async check(target) {
      for (const version of ["99.0", "2.0", "0.2", "banana"]) {
        const reply = await call(target, "SendMessage", said(unknownId(), "Which version?"), {
          "a2a-version": version,
        });
        expectError(target, reply, "VERSION_NOT_SUPPORTED");
      }
    },
  },
  {
    id: "VER-SERVER-003",
    level: "MUST",
    async check(target) {
      const legacy = await askedLegacy(target, { "a2a-version": "" });
      assert.equal((legacy.result as { status?: { state?: string } })?.status?.state, legacyState(target));
    },
  },
  {
    id: "VER-CLIENT-002",
    level: "MUST",
    async check(target) {
      const reply = await call(target, "SendMessage", said(kitId(target, "patch"), "Patch"), {
        "a2a-version": "1.0.1",
      });
      assert.ok(taskIn(reply).id);
    },
  },
  {
    id: "BIND-EQUIV-001",
    level: "MUST",
    async check(target) {
      for (const method of OPERATIONS) {
        const params = method.startsWith("Send")
          ? said(unknownId(), "Both", { taskId: "none" })
          : { id: "none", taskId: "none" };
        const [here, there] = [
          await reasonOf(target, method, params),
          await reasonOf(target.other, method, params),
        ];
        assert.equal(here, there, method);
      }
    },
  },
  {
    id: "BIND-EQUIV-002",
    level: "MUST",
    async check(target) {
      const { id } = await completedTask(target);
      const [here, there] = [
        await call(target, "GetTask", { id }),
        await call(target.other, "GetTask", { id }),
      ];
      assert.deepEqual(taskIn(here), taskIn(there));
    },
  },
  {
    id: "BIND-EQUIV-003",
    level: "MUST",
    async check(target) {
      const { id } = await completedTask(target);
      for (const [to, expected] of [
        [target, "TASK_NOT_CANCELABLE"],
        [target.other, "TASK_NOT_CANCELABLE"],
      ] as const) {
        expectError(to, await call(to, "CancelTask", { id }), expected);
      }
    },
  },
  {
    id: "BIND-EQUIV-004",
    level: "MUST",
    async check(target) {
      const open = [target, target.other].map((to) => ({ ...to, authorization: undefined }));
      const statuses = await Promise.all(
        open.map(async (to) => (await call(to, "GetTask", { id: "none" })).status === 401),
      );
      assert.equal(statuses[0], statuses[1], "one binding asks for a credential and the other does not");
    },
  },
  {
    id: "BIND-FIELD-001",
    level: "MUST",
    async check(target) {
      const card = (await (await fetch(target.cardUrl)).json()) as { supportedInterfaces: Json[] };
      for (const to of [target, target.other]) {
        assert.ok(
          card.supportedInterfaces.some(
            ({ url, protocolBinding, protocolVersion }) =>
              url === to.url && protocolBinding === to.binding && protocolVersion === "1.0",
          ),
          `${to.binding} at ${to.url} is not declared`,
        );
      }
    },
  },
];

/** The same message as 0.3 has it, under a version header of its own. */
async function askedLegacy(target: Target, headers: Record<string, string>) {
  const messageId = kitId(target, `ver-003-${headers["a2a-version"] ?? ""}`);
  const json = { "content-type": "application/json", ...headers };
  if (target.binding === "JSONRPC") {
    const message = {
      kind: "message",
      messageId,
      role: "user",
      parts: [{ kind: "text", text: "As of 0.3" }],
    };
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "message/send", params: { message } });
    return readReply(target, await request(target, "", { method: "POST", headers: json, body }));
  }
  // 0.3 had its HTTP+JSON binding below /v1, with the names of its protocol buffers.
  const body = JSON.stringify({
    message: { messageId, role: "ROLE_USER", content: [{ text: "As of 0.3" }] },
  });
  const reply = await readReply(
    target,
    await request(target, "/v1/message:send", { method: "POST", headers: json, body }),
  );
  return { ...reply, result: reply.result?.task as Partial<TaskJson> | undefined };
}

function legacyState(target: Target): string {
  return target.binding === "JSONRPC" ? "completed" : "TASK_STATE_COMPLETED";
}

async function reasonOf(to: Parameters<typeof call>[0], method: string, params: Json): Promise<unknown> {
  const { error } = await call(to, method, params);
  return error ? (errorInfo(error.details)?.reason ?? "error") : "answered";
}
