import { findPushConfig, type PushConfigRow, upsertPushConfig } from "@/db/queries/a2a-push";
import { sha256Hex } from "@/lib/core/canonical-json";
import { newId, newSecret } from "@/lib/core/ids";
import type { AgentCall } from "../agent-call";
import type { JsonObject } from "../operation";
import { type PushConfig, sealPushSecrets } from "./push-config";

/**
 * Stores a caller's configuration and makes what the agent gets instead: the mesh's own webhook with a token of its own. The agent never learns the caller's address or credentials.
 * @param taskId empty when the message that brings the configuration is still to make its task
 */
export async function registerHook(
  call: AgentCall,
  config: PushConfig,
  taskId: string,
): Promise<{ row: PushConfigRow; forAgent: JsonObject }> {
  const { mesh } = call.door;
  const id = config.id || newId();
  const key = { agentName: call.owner.agent, taskId, ownerId: call.owner.ownerId, id };
  const token = newSecret("sbxpush_");
  const draft = {
    ...key,
    url: config.url,
    generation: call.operation.generation,
    inboundTokenHash: sha256Hex(token),
  };
  const { db } = mesh.database;
  // A replaced configuration keeps its hook, so that the agent replaces it too.
  const hookId = (taskId === "" ? undefined : await findPushConfig(db, key))?.hookId ?? newId();
  const sealed = sealPushSecrets(mesh, hookId, config);
  const row: PushConfigRow = { ...draft, hookId, sealed, disabledAt: null, createdAt: new Date() };
  await upsertPushConfig(db, row);
  const forAgent: JsonObject = {
    id: row.hookId,
    url: `${mesh.config.publicUrl}/a2a/${encodeURIComponent(key.agentName)}/push/${row.hookId}`,
    token,
    authentication: { scheme: "Bearer", credentials: token },
    ...(taskId === "" ? {} : { taskId }),
  };
  return { row, forAgent };
}
