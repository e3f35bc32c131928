import * as rows from "@/db/queries/a2a-push";
import type { Peer } from "../agent/peer";
import type { AgentCall } from "../agent-call";
import type { JsonObject } from "../operation";
import { needPush, parsePushConfig, toCallerConfig } from "./push-config";
import { registerHook } from "./register-hook";

/** Registers a webhook for a task: the caller's at the mesh, the mesh's at the agent. One that the agent refuses is forgotten. */
export async function createPushConfig(
  call: AgentCall,
  agent: Peer,
  params: JsonObject,
): Promise<JsonObject> {
  needPush(call.hop.asset.spec);
  const { mesh } = call.door;
  const config = parsePushConfig(mesh, params);
  const { row, forAgent } = await registerHook(call, config, call.named.taskId ?? "");
  try {
    await agent.call("CreateTaskPushNotificationConfig", forAgent);
  } catch (err) {
    await rows.deletePushConfig(mesh.database.db, row);
    throw err;
  }
  return toCallerConfig(mesh, row);
}
