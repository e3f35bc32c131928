import type { CallMethod, Peer, StreamMethod } from "../agent/peer";
import { asObject, isStreaming, type JsonObject, type Operation } from "../operation";
import type { Fronted } from "./front";
import { legacyCard } from "./legacy-card";
import { fromProtoConfig, fromProtoSend, toProtoConfig, toProtoPayload, toProtoTask } from "./legacy-proto";

/** The HTTP+JSON binding of 0.3: the JSON of its protobuf messages, which stand nearer to 1.0 than to 0.3's JSON-RPC. */
export async function legacyHttpJsonFront(operation: Operation, peer: Peer): Promise<Fronted> {
  const { method } = operation;
  const params = paramsOf(operation);
  if (isStreaming(method)) return { events: payloads(peer.stream(method as StreamMethod, params)) };
  const result = await peer.call(method as CallMethod, params);
  if (result === null) return { result };
  switch (method as CallMethod) {
    case "SendMessage":
      return { result: toProtoPayload(result) };
    case "GetTask":
    case "CancelTask":
      return { result: toProtoTask(result) };
    case "CreateTaskPushNotificationConfig":
    case "GetTaskPushNotificationConfig":
      return { result: toProtoConfig(result) };
    case "ListTaskPushNotificationConfigs": {
      const configs = Array.isArray(result.configs) ? (result.configs as JsonObject[]) : [];
      return { result: { configs: configs.map(toProtoConfig), nextPageToken: "" } };
    }
    case "GetExtendedAgentCard":
      return { result: await protoCard(result) };
    default:
      return { result };
  }
}

function paramsOf({ method, params }: Operation): JsonObject {
  switch (method) {
    case "SendMessage":
    case "SendStreamingMessage":
      return fromProtoSend(params);
    case "CreateTaskPushNotificationConfig":
      return { ...fromProtoConfig(asObject(params.pushNotificationConfig) ?? {}), taskId: params.taskId };
    case "GetTaskPushNotificationConfig":
    case "DeleteTaskPushNotificationConfig":
      return { taskId: params.id, id: params.pushNotificationConfigId };
    case "ListTaskPushNotificationConfigs":
      return { taskId: params.id };
    default:
      return params;
  }
}

/** The card in 0.3's protobuf JSON, where schemes are told by a member's name and not by `type`. */
async function protoCard(card: JsonObject): Promise<JsonObject> {
  const legacy = await legacyCard(card);
  const security = (card.securityRequirements ?? []) as JsonObject[];
  return { ...legacy, securitySchemes: card.securitySchemes ?? {}, security };
}

async function* payloads(events: AsyncIterable<JsonObject>): AsyncGenerator<JsonObject, void> {
  for await (const event of events) yield toProtoPayload(event);
}
