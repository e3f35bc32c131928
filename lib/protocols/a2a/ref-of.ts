import { asObject } from "./operation";
import type { TaskRef } from "./task-owners";

const NONE: TaskRef = { taskId: undefined, contextId: undefined };

/**
 * The task and the conversation that a result or a stream's event is about, on any wire: 1.0 and the HTTP+JSON binding of 0.3 wrap it (`task`, `message`, `statusUpdate`, `artifactUpdate`),
 * JSON-RPC of 0.3 marks it with `kind`.
 */
export function refOf(result: unknown): TaskRef {
  const payload = asObject(result);
  if (!payload) return NONE;
  const task = asObject(payload.task);
  if (task) return { taskId: text(task.id), contextId: text(task.contextId ?? task.context_id) };
  if (payload.kind === "task") return { taskId: text(payload.id), contextId: text(payload.contextId) };
  const event =
    asObject(payload.statusUpdate ?? payload.status_update) ??
    asObject(payload.artifactUpdate ?? payload.artifact_update) ??
    asObject(payload.message ?? payload.msg) ??
    payload;
  return {
    taskId: text(event.taskId ?? event.task_id),
    contextId: text(event.contextId ?? event.context_id),
  };
}

/** An id that the database cannot hold is none: nobody could ever ask for it. */
function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && !value.includes("\0") ? value : undefined;
}
