/** Generation of the protocol. 0.3 is what a request without a version header speaks (A2A 1.0 section 3.6). */
export type Generation = "1.0" | "0.3";
export type Binding = "JSONRPC" | "HTTP+JSON";

export type JsonObject = Record<string, unknown>;
export type RpcId = string | number | null;

/** Every operation by its 1.0 name, with the name that 0.3 gave it. `ListTasks` has none there. */
export const METHODS = {
  SendMessage: "message/send",
  SendStreamingMessage: "message/stream",
  GetTask: "tasks/get",
  ListTasks: undefined,
  CancelTask: "tasks/cancel",
  SubscribeToTask: "tasks/resubscribe",
  CreateTaskPushNotificationConfig: "tasks/pushNotificationConfig/set",
  GetTaskPushNotificationConfig: "tasks/pushNotificationConfig/get",
  ListTaskPushNotificationConfigs: "tasks/pushNotificationConfig/list",
  DeleteTaskPushNotificationConfig: "tasks/pushNotificationConfig/delete",
  GetExtendedAgentCard: "agent/getAuthenticatedExtendedCard",
} as const;

export type Method = keyof typeof METHODS;

const BY_LEGACY_NAME = new Map<string, Method>(
  Object.entries(METHODS).flatMap(([name, legacy]) => (legacy ? [[legacy, name as Method] as const] : [])),
);

/** The operation that a JSON-RPC method names in a generation; undefined for an unknown one. */
export function methodNamed(generation: Generation, name: string): Method | undefined {
  if (generation === "0.3") return BY_LEGACY_NAME.get(name);
  return Object.hasOwn(METHODS, name) ? (name as Method) : undefined;
}

/** Operations that answer with a stream. */
export function isStreaming(method: Method): boolean {
  return method === "SendStreamingMessage" || method === "SubscribeToTask";
}

/** Operations that hand the agent a message. */
export function isSend(method: Method): boolean {
  return method === "SendMessage" || method === "SendStreamingMessage";
}

/** Operations on push configurations. */
export function isAboutPush(method: Method): boolean {
  return method.endsWith("PushNotificationConfig") || method === "ListTaskPushNotificationConfigs";
}

/** What a caller asks of an agent, whatever wire it came over. */
export interface Operation {
  agent: string;
  method: Method;
  generation: Generation;
  binding: Binding;
  /** In the shape of its generation and binding. On HTTP+JSON the path's and query's parameters are merged in. */
  params: JsonObject;
  /** Of the JSON-RPC envelope; null on HTTP+JSON. */
  rpcId: RpcId;
  /** As received; empty for a request without a body. */
  body: string;
  /** URIs of the extensions that the caller wants active, as in the header. */
  extensions: string | undefined;
}

/** The media type of an answer (A2A 1.0 sections 11.1 and 11.6): errors are plain JSON in every binding. */
export function contentTypeOf(wire: { binding: Binding; generation: Generation }, status = 200): string {
  return wire.binding === "HTTP+JSON" && wire.generation === "1.0" && status < 400
    ? "application/a2a+json"
    : "application/json";
}

/** A JSON object, or undefined for anything else. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}
