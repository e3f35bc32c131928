import assert from "node:assert/strict";
import { kitId, type Requirement, said, type Target } from "./requirement";
import { type Binding, call, type OpenStream, open } from "./wire";

export const OPERATIONS = [
  "SendMessage",
  "SendStreamingMessage",
  "GetTask",
  "ListTasks",
  "CancelTask",
  "SubscribeToTask",
  "CreateTaskPushNotificationConfig",
  "GetTaskPushNotificationConfig",
  "ListTaskPushNotificationConfigs",
  "DeleteTaskPushNotificationConfig",
  "GetExtendedAgentCard",
] as const;

/** Requirements of one binding. */
export function over(
  binding: Binding,
  requirements: readonly Omit<Requirement, "binding">[],
): readonly Requirement[] {
  return requirements.map((requirement) => ({ ...requirement, binding }));
}

/** Extensions that the agent does not know are asked for and not used. */
export async function takesExtensions(target: Target): Promise<void> {
  const headers = { "a2a-extensions": "https://example.com/ext/v1,https://example.com/ext/v2" };
  const reply = await call(
    target,
    "SendMessage",
    said(kitId(target, "svc-002-ext"), "With extensions"),
    headers,
  );
  assert.ok(!reply.error, reply.error?.message);
}

/** A stream of several events, read to its end. */
export async function streamed(target: Target): Promise<OpenStream> {
  const stream = await open(
    target,
    "SendStreamingMessage",
    said(kitId(target, "stream-artifact-chunked"), "Stream this"),
  );
  for await (const _ of stream.payloads);
  assert.match(stream.headers.get("content-type") ?? "", /^text\/event-stream/);
  assert.ok(stream.envelopes.length >= 4, `${stream.envelopes.length} events`);
  return stream;
}
