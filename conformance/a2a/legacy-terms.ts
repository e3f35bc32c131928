import type { Target } from "./requirement";
import type { Json, Reply } from "./wire";

export interface LegacyTask extends Json {
  id: string;
  contextId: string;
  status: { state: string };
  artifacts?: { parts?: Json[] }[];
  history?: Json[];
}

/** A message in 0.3: with `kind` over JSON-RPC, in the JSON of its protocol buffers over HTTP. It waits for the answer, which 0.3 does only when asked to. */
export function legacySaid({ binding }: Target, messageId: string, text: string, fields: Json = {}): Json {
  const message =
    binding === "JSONRPC"
      ? { kind: "message", role: "user", parts: [{ kind: "text", text }], messageId, ...fields }
      : { role: "ROLE_USER", content: [{ text }], messageId, ...fields };
  return { message, configuration: { blocking: true } };
}

/** What a result or an event is about: over HTTP it stands in a member that says what it is. */
export function bodyOf({ binding }: Target, payload: Json | undefined): Json {
  if (binding === "JSONRPC") return payload ?? {};
  const { task, message, msg, statusUpdate, artifactUpdate } = payload ?? {};
  return (task ?? message ?? msg ?? statusUpdate ?? artifactUpdate ?? payload ?? {}) as Json;
}

/** @throws when there is none */
export function legacyTaskIn(target: Target, reply: Reply): LegacyTask {
  if (reply.error) throw new Error(`error ${reply.error.code}: ${reply.error.message}`);
  const task = bodyOf(target, reply.result) as LegacyTask;
  if (typeof task.id !== "string") throw new Error(`no task: ${JSON.stringify(reply.body).slice(0, 300)}`);
  return task;
}

/** The state as JSON-RPC writes it. */
export function stateOf({ status }: { status?: { state: string } }): string {
  const state = status?.state.replace("TASK_STATE_", "").toLowerCase().replace("_", "-") ?? "";
  return state === "cancelled" ? "canceled" : state;
}

/** Push configurations: in JSON-RPC one object beside the task's id, over HTTP a resource below the task. */
export function legacyPush({ binding }: Target, taskId: string, id: string) {
  const rpc = binding === "JSONRPC";
  const name = `tasks/${taskId}/pushNotificationConfigs/${id}`;
  return {
    create: (url: string, authentication?: Json): Json => {
      const pushNotificationConfig = { id, url, ...(authentication ? { authentication } : {}) };
      return { taskId, ...(rpc ? {} : { name }), pushNotificationConfig };
    },
    key: rpc ? { id: taskId, pushNotificationConfigId: id } : { taskId, id },
    list: rpc ? { id: taskId } : { taskId },
    urlIn: (config: Json | undefined) =>
      ((config?.pushNotificationConfig ?? config) as Json | undefined)?.url,
    listed: (result: Json | undefined): unknown[] =>
      Array.isArray(result) ? result : ((result?.configs ?? []) as unknown[]),
  };
}
