import { isObject, metaOf, type Params, type RpcRequest } from "../wire/messages";
import { META } from "../wire/meta-keys";
import { McpRejection, RPC } from "../wire/rejection";

/** The extension of revision 2026-07-28 with which a callee may answer with a task (SEP-2663). */
export const TASKS_EXTENSION = "io.modelcontextprotocol/tasks";

export function isTaskMethod(method: string): boolean {
  return method.startsWith("tasks/");
}

/** @throws McpRejection -32021 for a request about tasks from a client that does not say in it that it knows them (SEP-2663, required capabilities) */
export function assertKnowsTasks({ method, params }: RpcRequest): void {
  if (!isTaskMethod(method)) return;
  const capabilities = metaOf(params)[META.clientCapabilities];
  const extensions = isObject(capabilities) ? capabilities.extensions : undefined;
  if (isObject(extensions) && Object.hasOwn(extensions, TASKS_EXTENSION)) return;
  const requiredCapabilities = { extensions: { [TASKS_EXTENSION]: {} } };
  throw new McpRejection(400, RPC.missingCapability, `${method} needs the extension ${TASKS_EXTENSION}.`, {
    requiredCapabilities,
  });
}

/** Capabilities without tasks, where a client and a server of different generations are brought together: their tasks are different things. */
export function withoutTasks(capabilities: Params): Params {
  const { tasks: _tasks, extensions, ...rest } = capabilities;
  if (!isObject(extensions)) return rest;
  const { [TASKS_EXTENSION]: _extension, ...others } = extensions;
  return Object.keys(others).length > 0 ? { ...rest, extensions: others } : rest;
}
