import { randomUUID } from "node:crypto";
import { MeshError } from "@/lib/core/errors";
import type { Answer } from "@/lib/gateway/call";
import type { Backend } from "../backend";
import type { DoorRequest } from "../door";
import { withoutTasks } from "../tasks/tasks-extension";
import { type ClientFace, modernRequest } from "../upstream/post";
import { messageOf } from "../upstream/read-messages";
import {
  isObject,
  isResponse,
  metaOf,
  type Params,
  type RpcMessage,
  type RpcRequest,
  type RpcResponse,
} from "../wire/messages";
import { META } from "../wire/meta-keys";
import { renderError } from "../wire/render-error";
import { readEvents } from "../wire/sse";
import type { McpSession } from "./sessions";

/** How often a callee may ask back within one call. */
const MAX_ROUNDS = 10;
/** A callee that only wants to be asked again is asked again after this. */
const AGAIN_MS = 1000;

/**
 * Holds the conversation about one request of a client with sessions over a backend of revision 2026-07-28, in the client's terms. A result that asks for input becomes requests to the client; its answers go back in
 * the next round. Each round is a governed call of its own, so nothing waits for a person while it holds a slot.
 */
export async function* converse(
  door: DoorRequest,
  backend: Backend,
  session: McpSession | undefined,
  request: RpcRequest,
): AsyncGenerator<RpcMessage> {
  let told = false;
  try {
    let more: Params = {};
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const message = modernRequest(
        request.id,
        request.method,
        { ...request.params, ...more },
        faceOf(session),
      );
      let result: Params | undefined;
      for await (const said of messagesOf(await backend(message, door.inbound))) {
        if (isResponse(said) && said.result?.resultType === "input_required") result = said.result;
        else {
          told = true;
          yield isResponse(said) ? toSession(said) : said;
          if (isResponse(said)) return;
        }
      }
      if (!result) throw new MeshError("upstream_invalid", "The callee gave no answer.");
      const questions = questionsOf(result);
      told ||= questions.length > 0;
      for (const { question } of questions) yield question;
      more = { ...(await answersTo(door, session, questions)), ...stateOf(result) };
    }
    throw new MeshError("upstream_error", `The callee asked back more than ${MAX_ROUNDS} times.`);
  } catch (err) {
    // Before the first word the error keeps its HTTP status; after it only the stream is left to say it.
    if (!told) throw err;
    yield { jsonrpc: "2.0", id: request.id, error: renderError(err).error };
  }
}

export function faceOf(session: McpSession | undefined): ClientFace {
  return {
    info: isObject(session?.clientInfo) ? session.clientInfo : { name: "unknown", version: "0" },
    capabilities: isObject(session?.clientCapabilities) ? withoutTasks(session.clientCapabilities) : {},
    logLevel: session?.logLevel ?? null,
  };
}

async function* messagesOf(answer: Answer): AsyncGenerator<RpcMessage> {
  const isEvents = answer.headers["content-type"]?.startsWith("text/event-stream") ?? false;
  if (answer.kind === "whole" && !isEvents) {
    if (answer.body !== "") yield messageOf(answer.body);
    return;
  }
  const body = answer.kind === "stream" ? answer.body : once(answer.body);
  for await (const item of readEvents(body)) {
    if (item.kind === "event" && item.event.data !== "") yield messageOf(item.event.data);
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** A response without what only revision 2026-07-28 knows. */
function toSession(response: RpcResponse): RpcResponse {
  if (!response.result) return response;
  const { resultType: _type, ttlMs: _ttl, cacheScope: _scope, ...result } = response.result;
  const { [META.serverInfo]: _info, ...meta } = metaOf(result);
  const { _meta, ...rest } = result;
  return { ...response, result: Object.keys(meta).length > 0 ? { ...rest, _meta: meta } : rest };
}

interface Asked {
  key: string;
  question: RpcRequest;
}

function questionsOf(result: Params): Asked[] {
  const requests = isObject(result.inputRequests) ? result.inputRequests : {};
  return Object.entries(requests).map(([key, asked]) => {
    if (!isObject(asked) || typeof asked.method !== "string") {
      throw new MeshError("upstream_invalid", "The callee asked for input in a form that is none.");
    }
    const params = isObject(asked.params) ? asked.params : undefined;
    // Until 2025-11-25 an elicitation by address carries an id, which the newer revision dropped.
    const extra =
      params?.mode === "url" && params.elicitationId === undefined ? { elicitationId: randomUUID() } : {};
    const question = { jsonrpc: "2.0" as const, id: `mesh-${randomUUID()}`, method: asked.method };
    return { key, question: params ? { ...question, params: { ...params, ...extra } } : question };
  });
}

async function answersTo(
  door: DoorRequest,
  session: McpSession | undefined,
  asked: readonly Asked[],
): Promise<Params> {
  if (asked.length === 0) {
    await new Promise((done) => setTimeout(done, AGAIN_MS));
    return {};
  }
  if (!session)
    throw new MeshError(
      "invalid_request",
      "The callee has a question, and without a session the client cannot answer it.",
    );
  const replies = await Promise.all(
    asked.map(({ question }) =>
      door.state.replies.wait(session.idHash, String(question.id), door.inbound.signal),
    ),
  );
  const responses: [string, Params][] = replies.map((reply, at) => [asked[at]?.key ?? "", resultOf(reply)]);
  return { inputResponses: Object.fromEntries(responses) };
}

function resultOf(reply: RpcResponse): Params {
  if (reply.result) return reply.result;
  throw new MeshError(
    "invalid_request",
    `The client did not answer: ${reply.error?.message ?? "no reason given"}`,
  );
}

function stateOf(result: Params): Params {
  return result.requestState === undefined ? {} : { requestState: result.requestState };
}
