import { MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Answer, Hop, HopRequest, HopResponse } from "@/lib/gateway/call";
import { sendUpstream } from "@/lib/gateway/upstream";
import { ownerOf } from "../session/owner";
import {
  isNotification,
  isObject,
  isRequest,
  isResponse,
  type Params,
  type RpcMessage,
} from "../wire/messages";
import { answerOf } from "./answer-of";
import { type Exchange, shownTo } from "./exchange";
import { HeldCalls, type HeldFor } from "./held-calls";
import { openStream, PATIENCE_MS } from "./open-stream";
import { type ClientFace, clientOf, postToSession, withoutEnvelope } from "./post";
import { isStream, readMessages, refusedByCallee } from "./read-messages";
import { resumeHeld } from "./resume-held";
import { discoverResult, inputRequired, responseToModern, resultToModern } from "./to-modern";
import type { UpstreamSession } from "./upstream-sessions";

/** Notifications that belong to a request in both generations. The others have streams of their own. */
const OF_REQUEST = new Set(["notifications/progress", "notifications/message"]);

/**
 * Sends a request of revision 2026-07-28 to a callee that speaks only a revision with sessions, and answers in the caller's terms. A question of the callee (elicitation, sampling, roots) becomes an
 * `input_required` result, and its call is held until the caller comes back with the answer.
 */
export async function forwardBridged(exchange: Exchange, hop: Hop<"mcp-server">): Promise<Answer> {
  return answerOf(bridged(exchange, hop));
}

async function* bridged(exchange: Exchange, hop: Hop<"mcp-server">): AsyncGenerator<RpcMessage> {
  const { message: request, state, principal } = exchange;
  const { server, owner } = { server: hop.asset, owner: ownerOf(principal) };
  if (HeldCalls.owns(request.params?.requestState)) {
    yield* resumeHeld(exchange, hop);
    return;
  }
  const client = clientOf(request);
  const session = await state.upstreams.get((r) => hop.send(r), server, owner, client);
  const { serverInfo } = session.initialized;
  if (request.method === "server/discover") {
    const result = resultToModern(request.method, discoverResult(session.initialized), serverInfo);
    yield shownTo(exchange, server, { jsonrpc: "2.0", id: request.id, result });
    return;
  }
  await setLogLevel(hop, session, client);
  const { response, used, open } = await post(exchange, hop, session, client);
  const by: HeldFor = { server: server.name, owner, session: used };
  const messages = readMessages(response);
  let held = false;
  try {
    for (let next = await messages.next(); !next.done; next = await messages.next()) {
      const message = next.value;
      if (isResponse(message)) {
        yield shownTo(exchange, server, responseToModern(request.method, request.id, message, serverInfo));
        return;
      }
      if (isRequest(message)) {
        held = true;
        setTimeout(
          () => open.abort(new MeshError("cancelled", "The caller did not come back.")),
          PATIENCE_MS,
        ).unref();
        yield inputRequired(request.id, await state.held.hold(by, message, messages), serverInfo);
        return;
      }
      if (isNotification(message) && OF_REQUEST.has(message.method)) yield shownTo(exchange, server, message);
    }
    throw new MeshError("upstream_invalid", "The callee ended its stream without an answer.");
  } finally {
    if (!held) await messages.return(undefined);
  }
}

async function post(
  { message: request, state, principal }: Exchange,
  hop: Hop<"mcp-server">,
  session: UpstreamSession,
  client: ClientFace,
): Promise<{ response: HopResponse; used: UpstreamSession; open: AbortController }> {
  const { url } = hop.asset.spec;
  // A held call outlives the request that started it, so its stream hangs on a switch of its own.
  const open = new AbortController();
  hop.signal.addEventListener("abort", () => open.abort(hop.signal.reason), { once: true });
  const send = (r: HopRequest) => openStream(state.mesh, r, hop.headers, open.signal);
  const body = (id: number) => {
    const params: Params | undefined = withoutEnvelope(request.params);
    return JSON.stringify({ jsonrpc: "2.0", id, method: request.method, ...(params ? { params } : {}) });
  };
  let used = session;
  let id = used.nextId++;
  let response = await postToSession(send, url, used, body(id));
  if (response.status === 404 && used.id !== undefined) {
    // The callee forgot the session, so it did not look at the request either: once more in a new one.
    response.body.destroy();
    const owner = ownerOf(principal);
    state.upstreams.drop(hop.asset, owner, client);
    used = await state.upstreams.get((r) => hop.send(r), hop.asset, owner, client);
    id = used.nextId++;
    response = await postToSession(send, url, used, body(id));
  }
  if (response.status !== 200 && !(isStream(response) || isJson(response))) {
    response.body.destroy();
    throw refusedByCallee(response.status);
  }
  cancelWith(state.mesh, hop, used, id);
  return { response, used, open };
}

function isJson(response: HopResponse): boolean {
  return response.status === 400 && (response.headers["content-type"] ?? "").includes("json");
}

/** A caller of 2026-07-28 cancels by going away; a callee with sessions wants to be told (2025-11-25, Cancellation). */
function cancelWith(
  mesh: Exchange["state"]["mesh"],
  hop: Hop<"mcp-server">,
  session: UpstreamSession,
  requestId: number,
): void {
  hop.signal.addEventListener(
    "abort",
    () => {
      const note = {
        jsonrpc: "2.0",
        method: "notifications/cancelled",
        params: { requestId, reason: "The caller went away." },
      };
      const send = (r: HopRequest) => sendUpstream(mesh, r, hop.headers, AbortSignal.timeout(2000));
      postToSession(send, hop.asset.spec.url, session, JSON.stringify(note)).then(
        (response) => response.body.destroy(),
        (err: unknown) => log.debug({ err }, "a callee could not be told of a cancellation"),
      );
    },
    { once: true },
  );
}

async function setLogLevel(
  hop: Hop<"mcp-server">,
  session: UpstreamSession,
  client: ClientFace,
): Promise<void> {
  const level = client.logLevel ?? undefined;
  const capabilities = session.initialized.capabilities;
  if (level === undefined || level === session.logLevel || !isObject(capabilities) || !capabilities.logging)
    return;
  session.logLevel = level;
  const body = { jsonrpc: "2.0", id: session.nextId++, method: "logging/setLevel", params: { level } };
  const response = await postToSession((r) => hop.send(r), hop.asset.spec.url, session, JSON.stringify(body));
  response.body.destroy();
}
