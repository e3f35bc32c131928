import { textOf } from "@/lib/core/text-of";
import { pathNotFound } from "./negotiate";
import type { Generation, JsonObject, Method } from "./operation";

export interface HttpJsonRoute {
  generation: Generation;
  method: Method;
  /** Parameters that the path holds, by the names that the generation's JSON-RPC binding gives them. */
  params: Record<string, string>;
}

const TASK = /^\/tasks\/([^/]+?)(?::(cancel|subscribe))?$/;
const CONFIGS = /^\/tasks\/([^/]+)\/pushNotificationConfigs(?:\/([^/]+))?$/;

/**
 * The operation at an address of the HTTP+JSON binding (A2A 1.0 section 11.3; for 0.3 its section 3.5.3). 1.0 allows a tenant before the path.
 * @throws MeshError `not_found`
 */
export function matchHttpJsonRoute(verb: string, path: string): HttpJsonRoute {
  if (path.startsWith("/v1/")) return route("0.3", verb, path.slice(3));
  const direct = /^\/(message:|tasks$|tasks\/|extendedAgentCard$)/.test(path);
  if (direct) return route("1.0", verb, path);
  const [, tenant, rest] = /^\/([^/]+)(\/.+)$/.exec(path) ?? [];
  if (!tenant || !rest) throw pathNotFound();
  const inner = route("1.0", verb, rest);
  return { ...inner, params: { ...inner.params, tenant: decode(tenant) } };
}

function route(generation: Generation, verb: string, path: string): HttpJsonRoute {
  const found = (method: Method, params: Record<string, string> = {}): HttpJsonRoute => ({
    generation,
    method,
    params,
  });
  if (verb === "POST" && path === "/message:send") return found("SendMessage");
  if (verb === "POST" && path === "/message:stream") return found("SendStreamingMessage");
  if (verb === "GET" && path === "/tasks" && generation === "1.0") return found("ListTasks");
  if (verb === "GET" && path === (generation === "1.0" ? "/extendedAgentCard" : "/card")) {
    return found("GetExtendedAgentCard");
  }
  const configs = CONFIGS.exec(path);
  if (configs?.[1]) return configRoute(generation, verb, decode(configs[1]), configs[2]);
  const task = TASK.exec(path);
  if (!task?.[1]) throw pathNotFound();
  const params = { id: decode(task[1]) };
  if (task[2] === "cancel" && verb === "POST") return found("CancelTask", params);
  if (task[2] === "subscribe" && (verb === "POST" || verb === "GET")) return found("SubscribeToTask", params);
  if (task[2] === undefined && verb === "GET") return found("GetTask", params);
  throw pathNotFound();
}

function configRoute(generation: Generation, verb: string, taskId: string, rawId?: string): HttpJsonRoute {
  const id = rawId === undefined ? undefined : decode(rawId);
  const legacy = generation === "0.3";
  if (id === undefined) {
    if (verb === "POST")
      return { generation, method: "CreateTaskPushNotificationConfig", params: { taskId } };
    if (verb === "GET") {
      const params: Record<string, string> = legacy ? { id: taskId } : { taskId };
      return { generation, method: "ListTaskPushNotificationConfigs", params };
    }
    throw pathNotFound();
  }
  const params: Record<string, string> = legacy
    ? { id: taskId, pushNotificationConfigId: id }
    : { taskId, id };
  if (verb === "GET") return { generation, method: "GetTaskPushNotificationConfig", params };
  if (verb === "DELETE") return { generation, method: "DeleteTaskPushNotificationConfig", params };
  throw pathNotFound();
}

/** The address and the query of an operation at an agent that speaks 1.0 over HTTP+JSON. */
export function httpJsonAddress(method: Method, params: JsonObject): { verb: string; path: string } {
  const tenant =
    typeof params.tenant === "string" && params.tenant ? `/${encodeURIComponent(params.tenant)}` : "";
  const address = (verb: string, path: string) => ({ verb, path: tenant + path });
  const id = encodeURIComponent(textOf(params.id));
  const configs = `/tasks/${encodeURIComponent(textOf(params.taskId))}/pushNotificationConfigs`;
  switch (method) {
    case "SendMessage":
      return address("POST", "/message:send");
    case "SendStreamingMessage":
      return address("POST", "/message:stream");
    case "GetTask":
      return address("GET", `/tasks/${id}${queryOf(params, ["historyLength"])}`);
    case "ListTasks":
      return address("GET", `/tasks${queryOf(params, LIST_QUERY)}`);
    case "CancelTask":
      return address("POST", `/tasks/${id}:cancel`);
    case "SubscribeToTask":
      return address("POST", `/tasks/${id}:subscribe`);
    case "CreateTaskPushNotificationConfig":
      return address("POST", configs);
    case "ListTaskPushNotificationConfigs":
      return address("GET", configs);
    case "GetTaskPushNotificationConfig":
      return address("GET", `${configs}/${id}`);
    case "DeleteTaskPushNotificationConfig":
      return address("DELETE", `${configs}/${id}`);
    case "GetExtendedAgentCard":
      return address("GET", "/extendedAgentCard");
    default:
      return method satisfies never;
  }
}

/** The same for an agent that speaks 0.3. Only operations that are passed on as they are go this way. */
export function legacyHttpJsonAddress(method: Method, params: JsonObject): { verb: string; path: string } {
  const id = encodeURIComponent(textOf(params.id));
  switch (method) {
    case "SendMessage":
      return { verb: "POST", path: "/v1/message:send" };
    case "SendStreamingMessage":
      return { verb: "POST", path: "/v1/message:stream" };
    case "GetTask":
      return { verb: "GET", path: `/v1/tasks/${id}${queryOf(params, ["historyLength"])}` };
    case "CancelTask":
      return { verb: "POST", path: `/v1/tasks/${id}:cancel` };
    case "SubscribeToTask":
      return { verb: "GET", path: `/v1/tasks/${id}:subscribe` };
    default:
      throw pathNotFound();
  }
}

const LIST_QUERY = [
  "contextId",
  "status",
  "pageSize",
  "pageToken",
  "historyLength",
  "statusTimestampAfter",
  "includeArtifacts",
] as const;

function queryOf(params: JsonObject, names: readonly string[]): string {
  const query = new URLSearchParams();
  for (const name of names) {
    const value = params[name];
    if (value !== undefined && value !== null && value !== "") query.set(name, textOf(value));
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw pathNotFound();
  }
}
