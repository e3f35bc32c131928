import { textOf } from "@/lib/core/text-of";
import { isObject, type Params, type RpcNotification } from "./messages";
import { META } from "./meta-keys";
import { McpRejection, RPC } from "./rejection";

/** What a client wants to be told of (2026-07-28, `subscriptions/listen`). */
export interface ListenFilter {
  toolsListChanged?: boolean;
  promptsListChanged?: boolean;
  resourcesListChanged?: boolean;
  resourceSubscriptions?: readonly string[];
  /** Tasks whose changes are wanted (SEP-2663). */
  taskIds?: readonly string[];
}

const MAX_NAMED = 1000;

/** @throws McpRejection -32602 */
export function readFilter(params: Params | undefined): ListenFilter {
  const wanted = params?.notifications;
  if (!isObject(wanted))
    throw new McpRejection(200, RPC.invalidParams, "Invalid params: notifications must be an object.");
  for (const list of ["resourceSubscriptions", "taskIds"]) {
    const named = wanted[list];
    const valid =
      named === undefined ||
      (Array.isArray(named) && named.length <= MAX_NAMED && named.every((name) => typeof name === "string"));
    if (!valid)
      throw new McpRejection(200, RPC.invalidParams, `Invalid params: ${list} must be a list of texts.`);
  }
  return wanted as ListenFilter;
}

/** The part of a filter that a server with these capabilities can serve. */
export function honoured(filter: ListenFilter, capabilities: Params): ListenFilter {
  const can = (kind: string, what: string) =>
    isObject(capabilities[kind]) && capabilities[kind][what] === true;
  return {
    ...(filter.toolsListChanged && can("tools", "listChanged") ? { toolsListChanged: true } : {}),
    ...(filter.promptsListChanged && can("prompts", "listChanged") ? { promptsListChanged: true } : {}),
    ...(filter.resourcesListChanged && can("resources", "listChanged") ? { resourcesListChanged: true } : {}),
    ...(filter.resourceSubscriptions?.length && can("resources", "subscribe")
      ? { resourceSubscriptions: filter.resourceSubscriptions }
      : {}),
  };
}

/** Whether a notification is one that the filter asks for. */
export function wants(filter: ListenFilter, note: RpcNotification): boolean {
  switch (note.method) {
    case "notifications/tools/list_changed":
      return filter.toolsListChanged === true;
    case "notifications/prompts/list_changed":
      return filter.promptsListChanged === true;
    case "notifications/resources/list_changed":
      return filter.resourcesListChanged === true;
    case "notifications/resources/updated":
      return filter.resourceSubscriptions?.includes(textOf(note.params?.uri)) ?? false;
    default:
      return false;
  }
}

/** A notification with the mark of its subscription. */
export function stamped(note: RpcNotification, subscription: string | number): RpcNotification {
  const meta = isObject(note.params?._meta) ? note.params._meta : {};
  return { ...note, params: { ...note.params, _meta: { ...meta, [META.subscription]: subscription } } };
}

/** The first message of every subscription: what of the filter is honoured. */
export function acknowledgement(filter: ListenFilter, subscription: string | number): RpcNotification {
  const note = {
    jsonrpc: "2.0" as const,
    method: "notifications/subscriptions/acknowledged",
    params: { notifications: filter },
  };
  return stamped(note, subscription);
}
