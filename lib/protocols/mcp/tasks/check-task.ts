import { MeshError } from "@/lib/core/errors";
import type { Principal } from "@/lib/identity/principal";
import type { Asset } from "@/lib/registry/asset";
import { ownerOf } from "../session/owner";
import type { McpState } from "../state";
import { mayCall } from "../tools/filter-tools";

/**
 * Lets a caller at a task: it must be its own, and it must still be allowed to call the tool whose task it is. Ending a task is always allowed to its owner.
 * @throws MeshError `not_found` for a foreign task as for an absent one, `permission_denied`, `tool_changed`
 */
export async function checkTask(
  state: McpState,
  principal: Principal,
  asset: Asset<"mcp-server">,
  request: { method: string; taskId: string },
): Promise<void> {
  const [task] = await state.tasks.own(asset.name, [request.taskId], ownerOf(principal));
  if (!task) throw new MeshError("not_found", "There is no such task.");
  if (request.method === "tasks/cancel" || task.tool === "") return;
  if (!mayCall(state.mesh, principal, asset.name, task.tool)) {
    throw new MeshError(
      "permission_denied",
      `${task.tool} may no longer be called, so its task is out of reach.`,
    );
  }
  // What a client adds goes into the tool as arguments do, so it must be the tool that was approved.
  if (request.method === "tasks/update") await state.tools.check(asset, task.tool);
}
