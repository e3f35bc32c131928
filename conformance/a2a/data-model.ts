import assert from "node:assert/strict";
import { z } from "zod";
import { kitId, type Requirement, said, type Target } from "./requirement";
import { call, type Json, request } from "./wire";

const metadata = z.record(z.string(), z.unknown()).optional();

/** Exactly one kind of content (A2A 1.0 section 4.1.6). */
const part = z
  .strictObject({
    text: z.string().optional(),
    raw: z.base64().optional(),
    url: z.url().optional(),
    data: z.unknown().optional(),
    metadata,
    filename: z.string().optional(),
    mediaType: z.string().optional(),
  })
  .refine(
    (found) => ["text", "raw", "url", "data"].filter((kind) => kind in found).length === 1,
    "one content",
  );

const message = z.strictObject({
  messageId: z.string().min(1),
  role: z.enum(["ROLE_USER", "ROLE_AGENT"]),
  parts: z.array(part).min(1),
  contextId: z.string().optional(),
  taskId: z.string().optional(),
  metadata,
  extensions: z.array(z.string()).optional(),
  referenceTaskIds: z.array(z.string()).optional(),
});

const status = z.strictObject({
  state: z.enum([
    "TASK_STATE_SUBMITTED",
    "TASK_STATE_WORKING",
    "TASK_STATE_COMPLETED",
    "TASK_STATE_FAILED",
    "TASK_STATE_CANCELED",
    "TASK_STATE_INPUT_REQUIRED",
    "TASK_STATE_REJECTED",
    "TASK_STATE_AUTH_REQUIRED",
  ]),
  message: message.optional(),
  timestamp: z.iso.datetime().optional(),
});

const artifact = z.strictObject({
  artifactId: z.string().min(1),
  parts: z.array(part).min(1),
  name: z.string().optional(),
  description: z.string().optional(),
  metadata,
  extensions: z.array(z.string()).optional(),
});

const task = z.strictObject({
  id: z.string().min(1),
  contextId: z.string().min(1),
  status,
  artifacts: z.array(artifact).optional(),
  history: z.array(message).optional(),
  metadata,
});

/** One event of a stream, or a notification (A2A 1.0 section 3.2.3). */
export const streamResponse = z.union([
  z.strictObject({ task }),
  z.strictObject({ message }),
  z.strictObject({
    statusUpdate: z.strictObject({
      taskId: z.string().min(1),
      contextId: z.string().min(1),
      status,
      metadata,
    }),
  }),
  z.strictObject({
    artifactUpdate: z.strictObject({
      taskId: z.string().min(1),
      contextId: z.string().min(1),
      artifact,
      append: z.boolean().optional(),
      lastChunk: z.boolean().optional(),
      metadata,
    }),
  }),
]);

const KINDS = [
  "complete-task",
  "artifact-text",
  "artifact-file",
  "artifact-file-url",
  "artifact-data",
  "reject-task",
];

/** A2A 1.0 sections 4 and 5.5 to 5.7. */
export const DATA_MODEL: readonly Requirement[] = [
  shaped("DM-TASK-001", KINDS, (found) => task.parse(found.task)),
  shaped("DM-TASK-002", ["reject-task", "input-required"], (found) =>
    status.parse((found.task as Json).status),
  ),
  shaped("DM-MSG-001", ["message-response"], (found) => message.parse(found.message)),
  shaped("DM-MSG-002", ["message-response"], (found) =>
    assert.equal((found.message as Json).role, "ROLE_AGENT"),
  ),
  shaped("DM-PART-001", KINDS.slice(1, 5), (found) => {
    for (const { parts } of (found.task as { artifacts: { parts: unknown[] }[] }).artifacts)
      z.array(part).min(1).parse(parts);
  }),
  shaped("DM-ART-001", KINDS.slice(1, 5), (found) => {
    z.array(artifact)
      .min(1)
      .parse((found.task as Json).artifacts);
  }),
  shaped("DM-STATUS-001", KINDS, (found) => status.parse((found.task as Json).status)),
  shaped("DM-SERIAL-001", KINDS, (found) => {
    const snake = keysOf(found).filter((key) => /^[a-z]+(_[a-z]+)+$/.test(key));
    assert.deepEqual(snake, []);
  }),
  shaped("DM-SERIAL-002", KINDS, (found) => {
    for (const value of valuesOf(found, ["state", "role"])) assert.equal(typeof value, "string");
  }),
  shaped("DM-SERIAL-003", KINDS, (found) => {
    for (const value of valuesOf(found, ["timestamp"]))
      assert.match(String(value), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  }),
  shaped("DM-SERIAL-004", KINDS, (found) => streamResponse.parse(found)),
  {
    id: "DM-SERIAL-005",
    level: "SHOULD",
    async check(target) {
      const params = {
        ...said(kitId(target, "dm-serial-005"), "With strange members", { kitUnknownField: "ignore me" }),
        kitExtraParam: 42,
      };
      const reply = await call(target, "SendMessage", params);
      assert.ok(!reply.error, reply.error?.message);
      if (target.binding === "HTTP+JSON") {
        const headers = { "content-type": "application/a2a+json", "a2a-version": "1.0" };
        const response = await request(target, "/message:send", {
          method: "POST",
          headers,
          body: JSON.stringify(params),
        });
        assert.equal(response.status, 200);
      }
    },
  },
];

/** What an answer to each kind of message must look like. */
function shaped(id: string, names: readonly string[], look: (result: Json) => unknown): Requirement {
  return {
    id,
    level: "MUST",
    async check(target: Target) {
      for (const name of names) {
        const { result, error } = await call(
          target,
          "SendMessage",
          said(kitId(target, name), "Show me the data model"),
        );
        assert.ok(result, `${name}: ${error?.message}`);
        look(result);
      }
    },
  };
}

function keysOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(keysOf);
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

function valuesOf(value: unknown, names: readonly string[]): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((inner) => valuesOf(inner, names));
  return Object.entries(value).flatMap(([key, inner]) =>
    names.includes(key) ? [inner, ...valuesOf(inner, names)] : valuesOf(inner, names),
  );
}
