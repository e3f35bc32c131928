import type { Peer } from "./agent/peer";
import type { AgentCall } from "./agent-call";
import { extendedCard } from "./card/extended-card";
import { listOwnTasks } from "./list-own-tasks";
import type { JsonObject } from "./operation";
import { createPushConfig } from "./push/create-push-config";
import { deletePushConfig } from "./push/delete-push-config";
import { openInlinePush } from "./push/open-inline-push";
import { getPushConfig, listPushConfigs } from "./push/read-push-configs";
import { refOf } from "./ref-of";

/** The agent with the mesh's part added: callers see their own tasks, their webhooks stay with the mesh, every new task is remembered. */
export function governedPeer(call: AgentCall, agent: Peer): Peer {
  const { door, owner, hop, messageKey } = call;
  const remember = (result: unknown) =>
    door.owners.remember(owner, refOf(result), { callId: hop.callId, messageKey });
  const send = async (params: JsonObject) => {
    const push = await openInlinePush(call, params);
    try {
      const result = await agent.call("SendMessage", push.params);
      await remember(result);
      await push.bind(refOf(result).taskId);
      return result;
    } finally {
      await push.close();
    }
  };
  return {
    async call(method, params) {
      switch (method) {
        case "SendMessage":
          return send(params);
        case "ListTasks":
          return listOwnTasks(call, agent, params);
        case "CreateTaskPushNotificationConfig":
          return createPushConfig(call, agent, params);
        case "GetTaskPushNotificationConfig":
          return getPushConfig(call);
        case "ListTaskPushNotificationConfigs":
          return listPushConfigs(call);
        case "DeleteTaskPushNotificationConfig":
          return deletePushConfig(call, agent);
        case "GetExtendedAgentCard":
          return extendedCard(call, agent);
        default:
          return agent.call(method, params);
      }
    },
    async *stream(method, params) {
      if (method === "SubscribeToTask") {
        yield* agent.stream(method, params);
        return;
      }
      const push = await openInlinePush(call, params);
      try {
        for await (const event of agent.stream(method, push.params)) {
          await remember(event);
          await push.bind(refOf(event).taskId);
          yield event;
        }
      } finally {
        await push.close();
      }
    },
  };
}
