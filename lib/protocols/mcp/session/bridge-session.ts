import { MeshError } from "@/lib/core/errors";
import type { Answer } from "@/lib/gateway/call";
import { governCall } from "@/lib/gateway/govern-call";
import type { Backend } from "../backend";
import { callIntent } from "../call-intent";
import type { DoorRequest } from "../door";
import { respond } from "../respond";
import { isTaskMethod, withoutTasks } from "../tasks/tasks-extension";
import { answerOf } from "../upstream/answer-of";
import { modernRequest } from "../upstream/post";
import { messageOf } from "../upstream/read-messages";
import {
  isNotification,
  isObject,
  isResponse,
  metaOf,
  type Params,
  type RpcMessage,
  type RpcRequest,
} from "../wire/messages";
import { META } from "../wire/meta-keys";
import { McpRejection, RPC } from "../wire/rejection";
import { isSessionRevision, SESSION_REVISIONS } from "../wire/revisions";
import { JSON_HEADERS } from "../wire/sse";
import { converse } from "./converse";
import { clientOf } from "./open-session";
import { ownerOf } from "./owner";
import { type McpSession, newSessionId } from "./sessions";

/**
 * Answers a client of a revision with sessions from a backend of revision 2026-07-28. The session is the mesh's own: it remembers what the client can do, its log level and its subscriptions, which the newer
 * revision sends along with each request instead.
 */
export async function bridgeSession(
  door: DoorRequest,
  backend: Backend,
  session: McpSession | undefined,
  message: RpcMessage,
): Promise<Response> {
  if (isResponse(message)) {
    if (!session) throw new McpRejection(400, RPC.transport, "An answer needs the session of its question.");
    await door.state.replies.deliver(session.idHash, message);
    return new Response(null, { status: 202 });
  }
  if (isNotification(message)) {
    if (message.method === "notifications/cancelled")
      door.state.running.cancel(session, message.params?.requestId);
    return new Response(null, { status: 202 });
  }
  // Tasks of 2025-11-25 are another thing than those of the backend's revision.
  if (isTaskMethod(message.method)) throw new McpRejection(200, RPC.methodNotFound, "Method not found");
  switch (message.method) {
    case "initialize":
      return initialize(door, backend, message);
    case "ping":
      return result(message, {});
    case "logging/setLevel":
      return result(message, await setLogLevel(door, session, message.params));
    case "resources/subscribe":
    case "resources/unsubscribe":
      return result(message, await subscribe(door, session, message));
    default: {
      const { inbound, done } = door.state.running.start(session, message.id, door.inbound);
      const said = converse({ ...door, inbound }, backend, session, message);
      return respond(await answerOf(until(said, done)), message.id);
    }
  }
}

async function* until(messages: AsyncGenerator<RpcMessage>, done: () => void): AsyncGenerator<RpcMessage> {
  try {
    yield* messages;
  } finally {
    done();
  }
}

async function initialize(door: DoorRequest, backend: Backend, message: RpcRequest): Promise<Response> {
  const client = clientOf(message);
  const own = newSessionId();
  const face = { info: client.clientInfo, capabilities: client.clientCapabilities };
  const discovered = responseIn(
    await backend(modernRequest(message.id, "server/discover", {}, face), {
      ...door.inbound,
      conversation: own.idHash,
    }),
  );
  const { capabilities, instructions } = discovered;
  const requested = message.params?.protocolVersion;
  const known = typeof requested === "string" && isSessionRevision(requested);
  const protocolVersion = known ? requested : SESSION_REVISIONS[0];
  const owner = ownerOf(door.principal);
  const session = { server: door.server ?? "", owner, upstreamId: null, protocolVersion, ...client };
  const sessionId = await door.state.sessions.open(session, own);
  const asset =
    door.server === undefined
      ? undefined
      : door.state.mesh.registry.current().find("mcp-server", door.server);
  const serverInfo = metaOf(discovered)[META.serverInfo] ?? asset?.spec.serverInfo;
  const introduction = {
    protocolVersion,
    capabilities: isObject(capabilities) ? withoutTasks(capabilities) : {},
    serverInfo,
    ...(instructions === undefined ? {} : { instructions }),
  };
  return result(message, introduction, { "mcp-session-id": sessionId });
}

/** @throws MeshError when the backend answered with an error or not at all */
function responseIn(answer: Answer): Params {
  const message = answer.kind === "whole" && answer.body !== "" ? messageOf(answer.body) : undefined;
  if (message && isResponse(message) && message.result) return message.result;
  throw new MeshError("upstream_error", "The callee did not introduce itself.");
}

async function setLogLevel(
  door: DoorRequest,
  session: McpSession | undefined,
  params: Params | undefined,
): Promise<Params> {
  const level = params?.level;
  if (typeof level !== "string" || level.length > 20)
    throw new McpRejection(200, RPC.invalidParams, "Invalid params: level");
  if (session) await door.state.sessions.setLogLevel(session, level);
  return {};
}

/** A subscription is remembered; the session's open stream asks the callee for it. Reading it is ruled here, as the read that it stands for. */
async function subscribe(
  door: DoorRequest,
  session: McpSession | undefined,
  message: RpcRequest,
): Promise<Params> {
  const uri = message.params?.uri;
  if (!session || typeof uri !== "string")
    throw new McpRejection(200, RPC.invalidParams, "Invalid params: uri");
  const on = message.method === "resources/subscribe";
  if (on && door.server !== undefined) {
    const call = { server: door.server, message, text: JSON.stringify(message), idempotencyKey: undefined };
    const noted: Answer = { kind: "whole", status: 200, headers: {}, body: "{}", upstreamStatus: 200 };
    const intent = { ...callIntent(call, door.state, door.principal), forward: () => Promise.resolve(noted) };
    await governCall(door.state.mesh, door.principal, intent, door.inbound);
  }
  await door.state.sessions.subscribe(session, uri.slice(0, 2000), on);
  return {};
}

function result(request: RpcRequest, body: Params, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ jsonrpc: "2.0", id: request.id, result: body }), {
    status: 200,
    headers: { ...JSON_HEADERS, ...headers },
  });
}
