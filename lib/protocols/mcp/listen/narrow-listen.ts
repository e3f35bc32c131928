import { mayUse } from "@/lib/gateway/may-use";
import type { DoorRequest } from "../door";
import { ownerOf } from "../session/owner";
import { readFilter } from "../wire/listen-filter";
import type { RpcRequest } from "../wire/messages";

export interface NarrowedListen {
  message: RpcRequest;
  text: string;
  /** The caller's own tasks among those it asked for. */
  taskIds: ReadonlySet<string>;
}

/**
 * `subscriptions/listen` without what the caller may not hear of: resources that it may not read and tasks that are not its own. The callee's acknowledgement tells what is left. The text stays as it came when
 * nothing was taken away.
 * @throws McpRejection -32602
 */
export async function narrowListen(
  door: DoorRequest,
  server: string,
  message: RpcRequest,
  text: string,
): Promise<NarrowedListen> {
  const { state, principal } = door;
  const filter = readFilter(message.params);
  const tasks = await state.tasks.own(server, filter.taskIds ?? [], ownerOf(principal));
  const taskIds = new Set(tasks.map((task) => task.taskId));
  const readable = filter.resourceSubscriptions?.filter((uri) =>
    mayUse(state.mesh, principal, {
      protocol: "mcp",
      action: "readResource",
      resource: { type: "McpServer", id: server },
      operation: uri,
    }),
  );
  const wholly =
    taskIds.size === (filter.taskIds?.length ?? 0) &&
    readable?.length === filter.resourceSubscriptions?.length;
  if (wholly) return { message, text, taskIds };
  const notifications = {
    ...filter,
    ...(filter.taskIds ? { taskIds: [...taskIds] } : {}),
    ...(readable ? { resourceSubscriptions: readable } : {}),
  };
  const narrowed = { ...message, params: { ...message.params, notifications } };
  return { message: narrowed, text: JSON.stringify(narrowed), taskIds };
}
