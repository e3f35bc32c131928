import * as rows from "@/db/queries/a2a-push";
import type { AgentCall } from "../agent-call";
import { taskNotFound } from "../errors";
import type { JsonObject } from "../operation";
import { needPush, toCallerConfig } from "./push-config";

/** What the caller registered under an id. The mesh answers from its own record: the agent knows the mesh's webhook only. @throws A2aError TASK_NOT_FOUND */
export async function getPushConfig(call: AgentCall): Promise<JsonObject> {
  needPush(call.hop.asset.spec);
  const { mesh } = call.door;
  const { taskId = "", configId = taskId } = call.named;
  const row = await rows.findPushConfig(mesh.database.db, { ...keyOf(call), taskId, id: configId });
  if (!row) throw taskNotFound();
  return toCallerConfig(mesh, row);
}

/** All that the caller registered for a task, on one page. */
export async function listPushConfigs(call: AgentCall): Promise<JsonObject> {
  needPush(call.hop.asset.spec);
  const { mesh } = call.door;
  const taskId = call.named.taskId ?? "";
  const found = await rows.listPushConfigs(mesh.database.db, { ...keyOf(call), taskId });
  return { configs: found.map((row) => toCallerConfig(mesh, row)), nextPageToken: "" };
}

function keyOf({ owner }: AgentCall) {
  return { agentName: owner.agent, ownerId: owner.ownerId };
}
