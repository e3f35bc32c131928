import { textOf } from "@/lib/core/text-of";
import type { Principal } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";
import { ownerOf } from "../session/owner";
import type { McpState } from "../state";
import { shownTo } from "../upstream/exchange";
import { isObject, isResponse, type Params, type RpcMessage } from "../wire/messages";

interface About {
  state: McpState;
  principal: Principal;
  server: Asset<"mcp-server">;
  /** The tool that was called, if it is known which request an answer belongs to. */
  tool?: string | undefined;
}

/**
 * What the caller gets to see of a message where tasks may be in it: a task that a call made is noted as the caller's before the caller hears of it, and a list of tasks (2025-11-25) holds only its own, since the
 * callee takes all callers for one.
 */
export function shownWithTasks(about: About): (message: RpcMessage) => RpcMessage | Promise<RpcMessage> {
  const { state, principal, server, tool = "" } = about;
  const owner = ownerOf(principal);
  return (message) => {
    const shown = shownTo({ state, principal }, server, message);
    if (!isResponse(shown) || !shown.result) return shown;
    const taskId = taskMadeBy(shown.result);
    if (taskId !== undefined) {
      return state.tasks.remember({ server: server.name, taskId, owner, tool }).then(() => shown);
    }
    const { tasks } = shown.result;
    if (!Array.isArray(tasks)) return shown;
    return ownOf(state, server.name, owner, tasks).then((own) => ({
      ...shown,
      result: { ...shown.result, tasks: own },
    }));
  };
}

/** The tool that a message calls. */
export function calledTool(message: RpcMessage): string | undefined {
  if (isResponse(message) || message.method !== "tools/call") return undefined;
  return typeof message.params?.name === "string" ? message.params.name : undefined;
}

/** The task in the answer to a call: flat since 2026-07-28 (SEP-2663), as a member in 2025-11-25. */
function taskMadeBy(result: Params): string | undefined {
  const task = result.resultType === "task" ? result : isObject(result.task) ? result.task : {};
  return typeof task.taskId === "string" ? task.taskId : undefined;
}

async function ownOf(
  state: McpState,
  server: string,
  owner: string,
  tasks: readonly unknown[],
): Promise<unknown[]> {
  const ids = tasks.flatMap((task) =>
    isObject(task) && typeof task.taskId === "string" ? [task.taskId] : [],
  );
  const own = new Set((await state.tasks.own(server, ids, owner)).map(({ taskId }) => taskId));
  return tasks.filter((task) => isObject(task) && own.has(textOf(task.taskId)));
}
