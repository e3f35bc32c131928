import { lookalike } from "@/lib/core/lookalike";
import { invalidParams } from "./errors";
import { asObject, type JsonObject, type Method, type Operation } from "./operation";

/** What an operation names: the ids that decide whose business it is. */
export interface Named {
  messageId: string | undefined;
  contextId: string | undefined;
  /** The task that the operation is about. */
  taskId: string | undefined;
  /** Further tasks that a message refers to; an agent may read them. */
  referenceTaskIds: readonly string[];
  configId: string | undefined;
}

const NOTHING: Named = {
  messageId: undefined,
  contextId: undefined,
  taskId: undefined,
  referenceTaskIds: [],
  configId: undefined,
};

/**
 * Reads the ids. Agents on protobuf or pydantic take `task_id` for `taskId`, so each is looked up under every name that some agent reads, and one that stands there under two
 * names is refused: otherwise the mesh could check one task while the agent serves another.
 * @throws A2aError INVALID_PARAMS when an id that the operation needs is missing or not a text
 */
export function namedIn(operation: Pick<Operation, "method" | "generation" | "params">): Named {
  const { method, params, generation } = operation;
  switch (method) {
    case "SendMessage":
    case "SendStreamingMessage":
      return namedInMessage(params);
    case "GetExtendedAgentCard":
      return NOTHING;
    case "ListTasks":
      return { ...NOTHING, contextId: optionalText(params, ["contextId", "context_id"]) };
    default:
      return generation === "0.3" ? namedInLegacy(method, params) : namedInTaskParams(method, params);
  }
}

type TaskMethod = Exclude<
  Method,
  "SendMessage" | "SendStreamingMessage" | "GetExtendedAgentCard" | "ListTasks"
>;

function namedInTaskParams(method: TaskMethod, params: JsonObject): Named {
  switch (method) {
    case "GetTask":
    case "CancelTask":
    case "SubscribeToTask":
      return { ...NOTHING, taskId: requiredText(params, ["id"]) };
    case "ListTaskPushNotificationConfigs":
      return { ...NOTHING, taskId: requiredText(params, ["taskId", "task_id"]) };
    case "CreateTaskPushNotificationConfig":
      return {
        ...NOTHING,
        taskId: requiredText(params, ["taskId", "task_id"]),
        configId: optionalText(params, ["id"]),
      };
    case "GetTaskPushNotificationConfig":
    case "DeleteTaskPushNotificationConfig":
      return {
        ...NOTHING,
        taskId: requiredText(params, ["taskId", "task_id"]),
        configId: requiredText(params, ["id"]),
      };
    default:
      return method satisfies never;
  }
}

function namedInMessage(params: JsonObject): Named {
  const message = asObject(fieldOf(params, ["message", "request"]));
  if (!message) throw invalidParams("params.message must be an object.");
  const references = fieldOf(message, ["referenceTaskIds", "reference_task_ids"]) ?? [];
  if (!Array.isArray(references) || references.some((id) => typeof id !== "string")) {
    throw invalidParams("message.referenceTaskIds must be a list of texts.");
  }
  return {
    messageId: requiredText(message, ["messageId", "message_id"]),
    contextId: optionalText(message, ["contextId", "context_id"]),
    taskId: optionalText(message, ["taskId", "task_id"]),
    referenceTaskIds: references as string[],
    configId: undefined,
  };
}

function namedInLegacy(method: TaskMethod, params: JsonObject): Named {
  if (method === "CreateTaskPushNotificationConfig") {
    const config = asObject(fieldOf(params, ["pushNotificationConfig", "push_notification_config"]));
    if (!config) throw invalidParams("params.pushNotificationConfig must be an object.");
    return {
      ...NOTHING,
      taskId: requiredText(params, ["taskId", "task_id"]),
      configId: optionalText(config, ["id"]),
    };
  }
  return {
    ...NOTHING,
    taskId: requiredText(params, ["id"]),
    configId: optionalText(params, ["pushNotificationConfigId", "push_notification_config_id"]),
  };
}

/** The member under whichever of its names it has. @throws A2aError INVALID_PARAMS when it is there twice, or under a name that some agents take for one of these */
export function fieldOf(object: JsonObject, names: readonly string[]): unknown {
  const other = lookalike(object, names);
  if (other) throw invalidParams(`${other.member} could be taken for ${other.name}; send that.`);
  let found: string | undefined;
  for (const name of names) {
    if (object[name] === undefined) continue;
    if (found !== undefined)
      throw invalidParams(`${found} and ${name} are the same member; send one of them.`);
    found = name;
  }
  return found === undefined ? undefined : object[found];
}

function optionalText(object: JsonObject, names: readonly string[]): string | undefined {
  const value = fieldOf(object, names);
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw invalidParams(`${names[0]} must be a text.`);
  if (value.length > 512) throw invalidParams(`${names[0]} is longer than 512 characters.`);
  return value;
}

function requiredText(object: JsonObject, names: readonly string[]): string {
  const value = optionalText(object, names);
  if (value === undefined) throw invalidParams(`${names[0]} must be a text that is not empty.`);
  return value;
}
