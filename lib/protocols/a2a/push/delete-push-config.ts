import * as rows from "@/db/queries/a2a-push";
import type { Peer } from "../agent/peer";
import type { AgentCall } from "../agent-call";
import { needPush } from "./push-config";

/** Ends the notifications of one configuration, at the agent and here. Deleting one that is not there succeeds (A2A 1.0 section 3.1.10). */
export async function deletePushConfig(call: AgentCall, agent: Peer): Promise<null> {
  needPush(call.hop.asset.spec);
  const { db } = call.door.mesh.database;
  const { taskId = "", configId = taskId } = call.named;
  const key = { agentName: call.owner.agent, ownerId: call.owner.ownerId, taskId, id: configId };
  const row = await rows.findPushConfig(db, key);
  if (!row) return null;
  await agent.call("DeleteTaskPushNotificationConfig", { taskId, id: row.hookId });
  await rows.deletePushConfig(db, row);
  return null;
}
