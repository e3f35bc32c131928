import {
  AgentCard,
  Message,
  type Message as MessageType,
  SendMessageRequest,
  StreamResponse,
  Task,
  TaskPushNotificationConfig,
  type Task as TaskType,
} from "@a2a-js/sdk";
import type { Transport } from "@a2a-js/sdk/client";
import { LegacyJsonRpcTransport, LegacyRestTransport } from "@a2a-js/sdk/compat/v0_3/client";
import { A2AError, isJsonRpcError, toJsonRpcError } from "@a2a-js/sdk/errors";
import { isMeshError, MeshError } from "@/lib/core/errors";
import { textOf } from "@/lib/core/text-of";
import type { Hop } from "@/lib/gateway/call";
import { upstreamError } from "@/lib/traffic/egress";
import { A2aError, invalidParams } from "../errors";
import type { Binding, JsonObject } from "../operation";
import { AgentFailure } from "./agent-failure";
import { hopFetch } from "./hop-fetch";
import type { CallMethod, Peer, StreamMethod } from "./peer";

/** An agent that speaks A2A 0.3, through the SDK's own translation between the generations. @param headers version and extensions */
export function legacyPeer(hop: Hop, binding: Binding, url: string, headers: Record<string, string>): Peer {
  let sent = false;
  const send = hopFetch(hop);
  const fetchImpl: typeof fetch = (input, init) => {
    sent = true;
    return send(input, init);
  };
  const options = { endpoint: url, fetchImpl };
  const transport: Transport =
    binding === "JSONRPC" ? new LegacyJsonRpcTransport(options) : new LegacyRestTransport(options);
  const requestOptions = { serviceParameters: headers, signal: hop.signal };
  return {
    async call(method, params) {
      try {
        return await callTransport(transport, method, params, requestOptions);
      } catch (err) {
        throw translated(err, hop.signal, sent);
      }
    },
    async *stream(method, params) {
      try {
        for await (const event of streamTransport(transport, method, params, requestOptions)) {
          yield StreamResponse.toJSON(event) as JsonObject;
        }
      } catch (err) {
        throw translated(err, hop.signal, sent);
      }
    },
  };
}

type Options = { serviceParameters: Record<string, string>; signal: AbortSignal };

async function callTransport(
  transport: Transport,
  method: CallMethod,
  params: JsonObject,
  options: Options,
): Promise<JsonObject | null> {
  const id = textOf(params.id ?? "");
  const taskId = textOf(params.taskId ?? "");
  switch (method) {
    case "SendMessage":
      return sendResult(await transport.sendMessage(SendMessageRequest.fromJSON(params), options));
    case "GetTask": {
      const historyLength = typeof params.historyLength === "number" ? params.historyLength : undefined;
      const task = await transport.getTask({ tenant: "", id, historyLength }, options);
      return Task.toJSON(task) as JsonObject;
    }
    case "CancelTask":
      return Task.toJSON(
        await transport.cancelTask({ tenant: "", id, metadata: undefined }, options),
      ) as JsonObject;
    case "CreateTaskPushNotificationConfig": {
      const config = TaskPushNotificationConfig.fromJSON(params);
      return TaskPushNotificationConfig.toJSON(
        await transport.createTaskPushNotificationConfig(config, options),
      ) as JsonObject;
    }
    case "DeleteTaskPushNotificationConfig":
      await transport.deleteTaskPushNotificationConfig({ tenant: "", taskId, id }, options);
      return null;
    case "GetExtendedAgentCard":
      return AgentCard.toJSON(await transport.getExtendedAgentCard({ tenant: "" }, options)) as JsonObject;
    case "ListTasks":
    case "GetTaskPushNotificationConfig":
    case "ListTaskPushNotificationConfigs":
      throw new A2aError(
        "UNSUPPORTED_OPERATION",
        "unsupported_operation",
        "This agent speaks A2A 0.3, which has no such operation.",
      );
    default:
      return method satisfies never;
  }
}

function streamTransport(transport: Transport, method: StreamMethod, params: JsonObject, options: Options) {
  return method === "SendStreamingMessage"
    ? transport.sendMessageStream(SendMessageRequest.fromJSON(params), options)
    : transport.resubscribeTask({ tenant: "", id: textOf(params.id) }, options);
}

function sendResult(result: MessageType | TaskType): JsonObject {
  return "messageId" in result
    ? { message: Message.toJSON(result) as JsonObject }
    : { task: Task.toJSON(result) as JsonObject };
}

/** The SDK tells an agent's error as a typed one (inside a stream: as the cause of a plain one), and an answer that it cannot read as a plain one. */
function translated(err: unknown, signal: AbortSignal, sent: boolean): unknown {
  if (isMeshError(err)) return err;
  const cause = err instanceof Error ? err.cause : undefined;
  const typed = err instanceof A2AError ? err : cause instanceof A2AError ? cause : undefined;
  if (typed) {
    const { code, message } = toJsonRpcError(typed);
    return new AgentFailure(code, message, isJsonRpcError(typed) ? typed.data : undefined);
  }
  // A connection that broke carries the code of its system call or of undici.
  const broken = typeof (err as { code?: unknown }).code === "string";
  if (signal.aborted || broken) return upstreamError(err, signal);
  // It could not even be put into the agent's terms.
  if (!sent) return invalidParams("The parameters are not those of A2A.");
  return new MeshError("upstream_invalid", "The agent's answer is not A2A 0.3.", { cause: err });
}
