import { textOf } from "@/lib/core/text-of";
import type { Answer, Inbound } from "@/lib/gateway/call";
import type { MeshTool } from "@/lib/protocols/api/mesh-tool";
import { type Backend, serverBackend } from "../backend";
import type { DoorRequest } from "../door";
import { ownerOf } from "../session/owner";
import { TASKS_EXTENSION } from "../tasks/tasks-extension";
import { resultToModern } from "../upstream/to-modern";
import { isObject, type Params, type RpcRequest } from "../wire/messages";
import { McpRejection, RPC } from "../wire/rejection";
import { MODERN_REVISION } from "../wire/revisions";
import { JSON_HEADERS } from "../wire/sse";
import { listAllTools } from "./list-all-tools";
import { type JoinedList, listPages } from "./list-pages";
import { mapAnswer } from "./map-answer";
import { joinedName, joinedUri, splitName, splitUri } from "./names";
import { runMeshTool } from "./run-mesh-tool";

const SERVER_INFO = { name: "signalbox", title: "Signalbox", version: "1" };
const CAPABILITIES = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { listChanged: true },
  completions: {},
  extensions: { [TASKS_EXTENSION]: {} },
};
const INSTRUCTIONS =
  "Tools of every server that you may use, named server__tool, and the mesh's own. A refusal says which policy refused and what to do about it.";

const LISTS: Readonly<Record<string, JoinedList>> = {
  "prompts/list": { capability: "prompts", member: "prompts", rename: withJoinedName },
  "resources/list": { capability: "resources", member: "resources", rename: withJoinedUri },
};

/** All servers together, and the mesh's own tools, as one backend of revision 2026-07-28. What belongs to a server goes to it as a governed call of its own. */
export function aggregateBackend(door: DoorRequest, meshTools: readonly MeshTool[]): Backend {
  return async (message, inbound) => {
    const { method, params } = message;
    switch (method) {
      case "server/discover": {
        const discovered = {
          supportedVersions: [MODERN_REVISION],
          capabilities: CAPABILITIES,
          instructions: INSTRUCTIONS,
        };
        return own(message, discovered);
      }
      case "tools/list":
        return own(message, await listAllTools(door, meshTools, params?.cursor));
      case "prompts/list":
      case "resources/list":
        return own(message, await listPages(door, message, inbound, LISTS[method] as JoinedList));
      case "resources/templates/list":
        return own(message, { resourceTemplates: [] });
      case "tools/call": {
        const tool = meshTools.find(({ name }) => name === params?.name);
        if (tool) return own(message, await runMeshTool(tool, door.principal, params?.arguments));
        return named(door, message, inbound);
      }
      case "prompts/get":
        return named(door, message, inbound);
      case "resources/read":
        return readResource(door, message, inbound);
      case "tasks/get":
      case "tasks/update":
      case "tasks/cancel":
        return taskOf(door, message, inbound);
      case "completion/complete":
        return complete(door, message, inbound);
      default:
        throw new McpRejection(200, RPC.methodNotFound, "Method not found");
    }
  };
}

function own(message: RpcRequest, result: Params): Answer {
  const body = {
    jsonrpc: "2.0",
    id: message.id,
    result: resultToModern(message.method, result, SERVER_INFO),
  };
  return {
    kind: "whole",
    status: 200,
    headers: { ...JSON_HEADERS },
    body: JSON.stringify(body),
    upstreamStatus: 200,
  };
}

/** A tool or a prompt of one server. */
async function named(door: DoorRequest, message: RpcRequest, inbound: Inbound): Promise<Answer> {
  const target = splitName(door.state.mesh.registry.current(), textOf(message.params?.name));
  if (!target)
    throw new McpRejection(
      200,
      RPC.invalidParams,
      `Nothing here is named ${textOf(message.params?.name).slice(0, 200)}.`,
    );
  const { server, name } = target;
  const answer = await serverBackend(door, server.name)(
    { ...message, params: { ...message.params, name } },
    inbound,
  );
  if (answer.kind === "whole" && !answer.body.includes('"resource')) return answer;
  return mapAnswer(answer, (result) => withJoinedLinks(server.name, result));
}

/** A task is found by its id wherever it was made; only its owner finds it. */
async function taskOf(door: DoorRequest, message: RpcRequest, inbound: Inbound): Promise<Answer> {
  const taskId = textOf(message.params?.taskId);
  const [task, ...others] = await door.state.tasks.own(undefined, [taskId], ownerOf(door.principal));
  // Two servers that gave one caller the same id: neither is meant rather than the wrong one.
  if (!task || others.length > 0) throw new McpRejection(200, RPC.invalidParams, "There is no such task.");
  return serverBackend(door, task.server)(message, inbound);
}

async function readResource(door: DoorRequest, message: RpcRequest, inbound: Inbound): Promise<Answer> {
  const { server, uri } = resourceOf(door, message.params?.uri);
  const answer = await serverBackend(door, server)(
    { ...message, params: { ...message.params, uri } },
    inbound,
  );
  return mapAnswer(answer, (result) => {
    const contents = Array.isArray(result.contents) ? result.contents : undefined;
    return contents
      ? { ...result, contents: contents.filter(isObject).map((item) => withJoinedUri(server, item)) }
      : result;
  });
}

async function complete(door: DoorRequest, message: RpcRequest, inbound: Inbound): Promise<Answer> {
  const ref = isObject(message.params?.ref) ? message.params.ref : {};
  if (ref.type === "ref/prompt") {
    const target = splitName(door.state.mesh.registry.current(), textOf(ref.name));
    if (!target) throw new McpRejection(200, RPC.invalidParams, "There is no such prompt.");
    const params = { ...message.params, ref: { ...ref, name: target.name } };
    return serverBackend(door, target.server.name)({ ...message, params }, inbound);
  }
  const { server, uri } = resourceOf(door, ref.uri);
  return serverBackend(door, server)(
    { ...message, params: { ...message.params, ref: { ...ref, uri } } },
    inbound,
  );
}

function resourceOf(door: DoorRequest, joined: unknown): { server: string; uri: string } {
  const target = splitUri(door.state.mesh.registry.current(), textOf(joined));
  if (!target) throw new McpRejection(200, RPC.invalidParams, "Resource not found", { uri: joined });
  return { server: target.server.name, uri: target.uri };
}

function withJoinedName(server: string, item: Record<string, unknown>): Record<string, unknown> {
  return { ...item, name: joinedName(server, textOf(item.name)) };
}

function withJoinedUri(server: string, item: Record<string, unknown>): Record<string, unknown> {
  return typeof item.uri === "string" ? { ...item, uri: joinedUri(server, item.uri) } : item;
}

/** Links to resources in a tool's result must be readable at this door too. */
function withJoinedLinks(server: string, result: Params): Params {
  if (!Array.isArray(result.content)) return result;
  const content = result.content.map((part: unknown) => {
    if (!isObject(part)) return part;
    if (part.type === "resource_link") return withJoinedUri(server, part);
    return part.type === "resource" && isObject(part.resource)
      ? { ...part, resource: withJoinedUri(server, part.resource) }
      : part;
  });
  return { ...result, content };
}
