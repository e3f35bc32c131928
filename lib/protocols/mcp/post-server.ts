import { serverBackend } from "./backend";
import type { DoorRequest } from "./door";
import { sessionOf } from "./door";
import { governModern } from "./govern-modern";
import { listenToServer } from "./listen/listen-to-server";
import { respond } from "./respond";
import { batchResponse } from "./session/batch-response";
import { bridgeSession } from "./session/bridge-session";
import { governSession } from "./session/forward-session";
import { openSession } from "./session/open-session";
import { assertKnowsTasks, isTaskMethod } from "./tasks/tasks-extension";
import { checkParamHeaders } from "./wire/check-param-headers";
import type { ModernPost, SessionPost } from "./wire/classify-post";
import { isRequest, type RpcMessage, type RpcRequest } from "./wire/messages";
import { isKnownRequest } from "./wire/methods";
import { McpRejection, RPC } from "./wire/rejection";
import { allowsBatches, DEFAULT_SESSION_REVISION, erasOf } from "./wire/revisions";

/** Answers a POST of revision 2026-07-28 at `/mcp/{server}`. */
export async function postModernToServer(
  door: DoorRequest,
  server: string,
  { message }: ModernPost,
  text: string,
): Promise<Response> {
  if (isRequest(message)) {
    assertKnown("modern", message);
    assertSpeaksTasks(door, server, message);
    if (message.method === "subscriptions/listen") return listenToServer(door, server, message, text);
  }
  const { headers } = door.request;
  const paramHeaders = message.method === "tools/call" ? paramHeadersOf(headers) : NONE;
  if (message.method === "tools/call") {
    const asset = door.state.mesh.registry.current().find("mcp-server", server);
    const tool = asset?.spec.tools.find(({ name }) => name === message.params?.name);
    checkParamHeaders(tool?.inputSchema, message.params?.arguments, paramHeaders);
  }
  const answer = await governModern(door.state, door.principal, door.inbound, {
    server,
    message,
    text,
    idempotencyKey: headers.get("idempotency-key") ?? undefined,
    paramHeaders,
  });
  return respond(answer, isRequest(message) ? message.id : null, {}, door.request);
}

const NONE: Readonly<Record<string, string>> = {};

/** The `Mcp-Param-*` headers go on as they came: the callee holds them to the arguments (2026-07-28, custom headers). */
function paramHeadersOf(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  headers.forEach((value, name) => {
    if (name.startsWith("mcp-param-")) kept[name] = value;
  });
  return kept;
}

/** A server with sessions has no tasks of this kind. @throws McpRejection -32601 */
function assertSpeaksTasks({ state }: DoorRequest, server: string, { method }: RpcRequest): void {
  if (!isTaskMethod(method)) return;
  const asset = state.mesh.registry.current().find("mcp-server", server);
  if (asset && !erasOf(asset.spec.revisions).modern)
    throw new McpRejection(404, RPC.methodNotFound, "Method not found");
}

/** Answers a POST of a revision with sessions at `/mcp/{server}`. */
export async function postSessionToServer(
  given: DoorRequest,
  server: string,
  post: SessionPost,
  text: string,
): Promise<Response> {
  const found = await sessionOf(given);
  const door = found?.door ?? given;
  const revision = post.revision ?? found?.session.protocolVersion ?? DEFAULT_SESSION_REVISION;
  if (post.batch && !allowsBatches(revision)) {
    throw new McpRejection(400, RPC.invalidRequest, `Revision ${revision} has no batches.`);
  }
  const asset = door.state.mesh.registry.current().find("mcp-server", server);
  const passes = asset === undefined || erasOf(asset.spec.revisions).session !== undefined;
  const one = async (message: RpcMessage, own: string): Promise<Response> => {
    if (isRequest(message)) assertKnown("session", message);
    if (!passes) return bridgeSession(door, serverBackend(door, server), found?.session, message);
    const key = door.request.headers.get("idempotency-key") ?? undefined;
    const call = { server, text: own, idempotencyKey: post.batch ? undefined : key };
    if (isRequest(message) && message.method === "initialize") {
      const { answer, sessionId } = await openSession(door, { ...call, message });
      return respond(answer, message.id, sessionId === undefined ? {} : { "mcp-session-id": sessionId });
    }
    const answer = await governSession(
      door.state,
      door.principal,
      door.inbound,
      { ...call, message },
      found?.session,
      post.revision,
    );
    return respond(answer, isRequest(message) ? message.id : null, {}, post.batch ? undefined : door.request);
  };
  const [message] = post.messages;
  if (!post.batch && message) return one(message, text);
  return batchResponse(post.messages, (item) => one(item, JSON.stringify(item)));
}

/** @throws McpRejection -32021 for a request about tasks from a client without the extension, -32601; with status 404 in revision 2026-07-28, where a session's client would take that for the end of its session */
export function assertKnown(era: "modern" | "session", request: RpcRequest): void {
  if (!isKnownRequest(era, request.method))
    throw new McpRejection(era === "modern" ? 404 : 200, RPC.methodNotFound, "Method not found");
  if (era === "modern") assertKnowsTasks(request);
}
