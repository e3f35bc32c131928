import { textOf } from "@/lib/core/text-of";
import { invalidParams } from "../errors";
import { fieldOf } from "../named-in";
import { asObject, type JsonObject } from "../operation";

/** 1.0 corrected the spelling of one state; every other state and role is named alike. */
const CANCELED = { legacy: "TASK_STATE_CANCELLED", current: "TASK_STATE_CANCELED" } as const;

/** Parameters of a message: 0.3's protobuf JSON to 1.0's. Members may have the names of either the JSON or the protobuf file. @throws A2aError INVALID_PARAMS */
export function fromProtoSend(params: JsonObject): JsonObject {
  const message = asObject(fieldOf(params, ["message", "request"])) ?? {};
  const configuration = asObject(params.configuration);
  return compact({
    message: fromProtoMessage(message),
    configuration: configuration && fromProtoConfiguration(configuration),
    metadata: params.metadata,
  });
}

function fromProtoMessage(message: JsonObject): JsonObject {
  const content = fieldOf(message, ["content", "parts"]) ?? [];
  if (!Array.isArray(content)) throw invalidParams("message.content must be a list.");
  return compact({
    messageId: fieldOf(message, ["messageId", "message_id"]),
    contextId: fieldOf(message, ["contextId", "context_id"]),
    taskId: fieldOf(message, ["taskId", "task_id"]),
    role: message.role ?? "ROLE_USER",
    parts: content.map(fromProtoPart),
    metadata: message.metadata,
    extensions: message.extensions,
  });
}

function fromProtoPart(value: unknown): JsonObject {
  const part = asObject(value);
  if (!part) throw invalidParams("A part must be an object.");
  const { metadata } = part;
  if (typeof part.text === "string") return compact({ text: part.text, metadata });
  const data = asObject(part.data);
  if (data) return compact({ data: data.data ?? {}, metadata });
  const file = asObject(part.file);
  if (!file) throw invalidParams("A part must be a text, a file or data.");
  return compact({
    url: fieldOf(file, ["fileWithUri", "file_with_uri"]),
    raw: fieldOf(file, ["fileWithBytes", "file_with_bytes"]),
    filename: file.name,
    mediaType: fieldOf(file, ["mimeType", "mime_type"]),
    metadata,
  });
}

function fromProtoConfiguration(configuration: JsonObject): JsonObject {
  const push = asObject(fieldOf(configuration, ["pushNotification", "push_notification"]));
  const historyLength = fieldOf(configuration, ["historyLength", "history_length"]);
  return compact({
    acceptedOutputModes: fieldOf(configuration, ["acceptedOutputModes", "accepted_output_modes"]),
    historyLength: historyLength === 0 ? undefined : historyLength,
    // 0.3 waits only when asked to, 1.0 returns early only when asked to.
    returnImmediately: configuration.blocking !== true,
    taskPushNotificationConfig: push && fromProtoConfig(push),
  });
}

export function fromProtoConfig(config: JsonObject): JsonObject {
  const authentication = asObject(config.authentication);
  const schemes = authentication?.schemes;
  return compact({
    id: config.id,
    url: config.url,
    token: config.token,
    authentication: authentication && {
      scheme: Array.isArray(schemes) ? schemes[0] : undefined,
      credentials: authentication.credentials,
    },
  });
}

export function toProtoConfig(config: JsonObject): JsonObject {
  const authentication = asObject(config.authentication);
  return {
    name: `tasks/${textOf(config.taskId)}/pushNotificationConfigs/${textOf(config.id)}`,
    pushNotificationConfig: compact({
      id: config.id,
      url: config.url,
      token: config.token,
      authentication: authentication && {
        schemes: [authentication.scheme],
        credentials: authentication.credentials,
      },
    }),
  };
}

/** A result or an event of 1.0 (`task`, `message`, `statusUpdate` or `artifactUpdate`). */
export function toProtoPayload(payload: JsonObject): JsonObject {
  const { task, message, statusUpdate, artifactUpdate } = payload;
  if (task) return { task: toProtoTask(asObject(task) ?? {}) };
  if (message) return { message: toProtoMessage(asObject(message) ?? {}) };
  if (statusUpdate) {
    const event = asObject(statusUpdate) ?? {};
    const status = toProtoStatus(event.status);
    return { statusUpdate: { ...event, status, final: FINAL.has(textOf(asObject(event.status)?.state)) } };
  }
  const event = asObject(artifactUpdate) ?? {};
  return { artifactUpdate: { ...event, artifact: toProtoArtifact(event.artifact) } };
}

const FINAL: ReadonlySet<string> = new Set([
  "TASK_STATE_COMPLETED",
  CANCELED.current,
  "TASK_STATE_FAILED",
  "TASK_STATE_REJECTED",
]);

export function toProtoTask(task: JsonObject): JsonObject {
  const { artifacts, history } = task;
  return compact({
    ...task,
    status: toProtoStatus(task.status),
    artifacts: Array.isArray(artifacts) ? artifacts.map(toProtoArtifact) : undefined,
    history: Array.isArray(history) ? history.map((item) => toProtoMessage(asObject(item) ?? {})) : undefined,
  });
}

function toProtoStatus(value: unknown): JsonObject | undefined {
  const status = asObject(value);
  if (!status) return undefined;
  const message = asObject(status.message);
  const state = status.state === CANCELED.current ? CANCELED.legacy : status.state;
  return compact({ ...status, state, message: message && toProtoMessage(message) });
}

function toProtoArtifact(value: unknown): JsonObject {
  const artifact = asObject(value) ?? {};
  return { ...artifact, parts: Array.isArray(artifact.parts) ? artifact.parts.map(toProtoPart) : [] };
}

function toProtoMessage(message: JsonObject): JsonObject {
  const { parts, referenceTaskIds: _, ...rest } = message;
  return { ...rest, content: Array.isArray(parts) ? parts.map(toProtoPart) : [] };
}

function toProtoPart(value: unknown): JsonObject {
  const part = asObject(value) ?? {};
  const { metadata } = part;
  if (part.text !== undefined) return compact({ text: part.text, metadata });
  if (part.data !== undefined) {
    // 0.3's data are objects only; the SDKs wrap everything else like this.
    const data = asObject(part.data);
    if (data) return compact({ data: { data }, metadata });
    return {
      data: { data: { value: part.data } },
      metadata: { ...asObject(metadata), data_part_compat: true },
    };
  }
  const file = compact({
    fileWithUri: part.url,
    fileWithBytes: part.raw,
    mimeType: part.mediaType,
    name: part.filename,
  });
  return compact({ file, metadata });
}

/** Without the members that are not there. */
function compact(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
