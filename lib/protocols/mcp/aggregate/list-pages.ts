import { isMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Answer, Inbound } from "@/lib/gateway/call";
import { mayUse } from "@/lib/gateway/may-use";
import type { Asset } from "@/lib/registry/asset";
import { serverBackend } from "../backend";
import type { DoorRequest } from "../door";
import { messageOf } from "../upstream/read-messages";
import { isObject, isResponse, type Params, type RpcRequest } from "../wire/messages";
import { readEvents } from "../wire/sse";
import { isInTraffic } from "./list-all-tools";

/** A list that every server keeps for itself: which capability says so, where its items are, and how an item is named where all servers are one. */
export interface JoinedList {
  capability: "prompts" | "resources";
  member: string;
  rename: (server: string, item: Record<string, unknown>) => Record<string, unknown>;
}

/**
 * One page of a list over all servers. A page is one server's page, and the cursor says which: nothing has to be collected or kept, and each server is asked only when its turn comes. A server that fails is left out.
 */
export async function listPages(
  door: DoorRequest,
  message: RpcRequest,
  inbound: Inbound,
  list: JoinedList,
): Promise<Params> {
  const servers = serversWith(door, list.capability);
  let { server: from, cursor } = readCursor(message.params?.cursor);
  for (const server of servers.filter(({ name }) => name >= from)) {
    const result = await pageOf(door, server, message, inbound, server.name === from ? cursor : undefined);
    const items = Array.isArray(result?.[list.member]) ? (result[list.member] as unknown[]) : [];
    const next =
      typeof result?.nextCursor === "string" ? { server: server.name, cursor: result.nextCursor } : undefined;
    const after = servers.find(({ name }) => name > server.name);
    const nextCursor = next ?? (after && { server: after.name, cursor: undefined });
    if (items.length === 0 && !next && after) {
      from = after.name;
      cursor = undefined;
      continue;
    }
    const renamed = items.filter(isObject).map((item) => list.rename(server.name, item));
    return { [list.member]: renamed, ...(nextCursor ? { nextCursor: writeCursor(nextCursor) } : {}) };
  }
  return { [list.member]: [] };
}

function serversWith({ state, principal }: DoorRequest, capability: string): readonly Asset<"mcp-server">[] {
  return state.mesh.registry
    .current()
    .list("mcp-server")
    .filter((server) => isInTraffic(server) && isObject(server.spec.capabilities[capability]))
    .filter(({ name }) =>
      mayUse(state.mesh, principal, { action: "discover", resource: { type: "McpServer", id: name } }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function pageOf(
  door: DoorRequest,
  server: Asset<"mcp-server">,
  message: RpcRequest,
  inbound: Inbound,
  cursor: string | undefined,
): Promise<Params | undefined> {
  const { cursor: _cursor, ...params } = message.params ?? {};
  const asked = { ...message, params: cursor === undefined ? params : { ...params, cursor } };
  try {
    return await resultIn(await serverBackend(door, server.name)(asked, inbound));
  } catch (err) {
    if (!isMeshError(err)) throw err;
    log.info({ err, server: server.name, method: message.method }, "a server is missing from a joined list");
    return undefined;
  }
}

async function resultIn(answer: Answer): Promise<Params | undefined> {
  if (answer.kind === "whole" && !answer.headers["content-type"]?.startsWith("text/event-stream")) {
    const message = messageOf(answer.body);
    return isResponse(message) ? message.result : undefined;
  }
  const body = answer.kind === "stream" ? answer.body : [answer.body];
  let result: Params | undefined;
  for await (const item of readEvents(body as AsyncIterable<string>)) {
    if (item.kind !== "event" || item.event.data === "") continue;
    const message = messageOf(item.event.data);
    if (isResponse(message)) result = message.result;
  }
  return result;
}

function readCursor(cursor: unknown): { server: string; cursor: string | undefined } {
  const start = { server: "", cursor: undefined };
  if (typeof cursor !== "string") return start;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!isObject(value) || typeof value.server !== "string") return start;
    return { server: value.server, cursor: typeof value.cursor === "string" ? value.cursor : undefined };
  } catch {
    return start;
  }
}

function writeCursor(at: { server: string; cursor: string | undefined }): string {
  return Buffer.from(JSON.stringify(at)).toString("base64url");
}
