import * as rows from "@/db/queries/a2a-push";
import type { AgentCall } from "../agent-call";
import { asObject, type JsonObject } from "../operation";
import { inlinePushConfig } from "./inline-config";
import { needPush, parsePushConfig } from "./push-config";
import { registerHook } from "./register-hook";

/** A message's push configuration while the message is under way. */
export interface InlinePush {
  /** The message's parameters with the mesh's webhook in place of the caller's. */
  params: JsonObject;
  /** Told of the task that the answer brings. */
  bind(taskId: string | undefined): Promise<void>;
  /** The answer is over: a configuration that got no task is forgotten. */
  close(): Promise<void>;
}

/** Swaps the webhook in a message for the mesh's own. @param params in terms of 1.0 */
export async function openInlinePush(call: AgentCall, params: JsonObject): Promise<InlinePush> {
  const given = inlinePushConfig({ method: call.operation.method, params });
  if (!given) return { params, bind: async () => {}, close: async () => {} };
  needPush(call.hop.asset.spec);
  const { mesh } = call.door;
  const { db } = mesh.database;
  const { row, forAgent } = await registerHook(call, parsePushConfig(mesh, given), call.named.taskId ?? "");
  let taskId = row.taskId;
  const { taskId: _, ...config } = forAgent;
  const configuration = { ...asObject(params.configuration), taskPushNotificationConfig: config };
  return {
    params: { ...params, configuration },
    async bind(found) {
      if (found === undefined || taskId !== "") return;
      taskId = found;
      await rows.updatePushConfigTask(db, row, found);
    },
    async close() {
      if (taskId === "") await rows.deletePushConfig(db, row);
    },
  };
}
