import { createParser } from "eventsource-parser";
import { type MeshError, toMeshError } from "@/lib/core/errors";
import { textOf } from "@/lib/core/text-of";
import { trimEnd } from "@/lib/core/trim-end";
import type { Answer, Failure, Hop, HopRequest, HopResponse } from "@/lib/gateway/call";
import { upstreamError } from "@/lib/traffic/egress";
import { failureOfStatus, recordedFailure } from "./agent/agent-failure";
import { checkRpcReply, isEventStream, parseReply } from "./agent/read-reply";
import type { AgentInterface } from "./choose-interface";
import { httpJsonAddress, legacyHttpJsonAddress } from "./http-json-routes";
import { asObject, contentTypeOf, isSend, type JsonObject, type Operation } from "./operation";
import { refOf } from "./ref-of";
import { SSE_HEADERS, sseError } from "./sse";
import type { TaskRef } from "./task-owners";

/**
 * Sends an operation on as it came, to an interface of the same generation and binding, and gives back the agent's bytes. A reply is parsed once, to learn its task and whether it
 * is an error.
 * @param remember told of every task that the answer brings, before the caller sees it
 */
export async function passThrough(
  operation: Operation,
  hop: Hop,
  to: AgentInterface,
  headers: Record<string, string>,
  remember: (ref: TaskRef) => Promise<void>,
): Promise<Answer> {
  const response = await hop.send(requestOf(operation, to, headers));
  if (isEventStream(response)) return streamAnswer(operation, hop, response, remember);
  const body = await response.text();
  const upstreamStatus = response.status;
  // Never the agent's own: a page of HTML must not come from the mesh's address.
  const contentType = contentTypeOf(operation, upstreamStatus);
  const answer = { kind: "whole", headers: { "content-type": contentType }, body, upstreamStatus } as const;
  if (body === "" && upstreamStatus < 300) return { ...answer, status: upstreamStatus };
  const reply = parseReply(upstreamStatus, body);
  const failure = failureOf(operation, upstreamStatus, reply);
  if (failure) return { ...answer, status: upstreamStatus, failure };
  if (isSend(operation.method)) await remember(refOf(payloadOf(operation, reply)));
  return { ...answer, status: upstreamStatus };
}

function requestOf(operation: Operation, to: AgentInterface, headers: Record<string, string>): HopRequest {
  const { body, method, params, binding, generation } = operation;
  const accept =
    method === "SendStreamingMessage" || method === "SubscribeToTask"
      ? "text/event-stream"
      : "application/json";
  if (binding === "JSONRPC") {
    return {
      method: "POST",
      url: to.url,
      headers: { ...headers, "content-type": "application/json", accept },
      body,
    };
  }
  const { verb, path } =
    generation === "1.0" ? httpJsonAddress(method, params) : legacyHttpJsonAddress(method, params);
  return {
    method: verb,
    url: trimEnd(to.url, "/") + path,
    headers: { ...headers, accept, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body && verb === "POST" ? { body } : {}),
  };
}

/** @throws MeshError `upstream_invalid` for a reply that is no answer to this request */
function failureOf(operation: Operation, status: number, reply: JsonObject): Failure | undefined {
  if (operation.binding === "JSONRPC") {
    checkRpcReply(reply, operation.rpcId);
    const error = asObject(reply.error);
    return error && recordedFailure({ rpcCode: error.code, message: textOf(error.message ?? "") });
  }
  if (status < 400) return undefined;
  if (operation.generation === "0.3") {
    return recordedFailure({ rpcCode: reply.code, message: textOf(reply.message ?? `HTTP ${status}`) });
  }
  return recordedFailure(failureOfStatus(status, asObject(reply.error) ?? {}));
}

function payloadOf(operation: Operation, reply: JsonObject): unknown {
  return operation.binding === "JSONRPC" ? reply.result : reply;
}

/** A stream is passed on piece by piece. Until it has named its task its events are parsed; after that only those which may be errors are. */
function streamAnswer(
  operation: Operation,
  hop: Hop,
  response: HopResponse,
  remember: (ref: TaskRef) => Promise<void>,
): Answer {
  let failure: Failure | undefined;
  let found: TaskRef | undefined;
  let known = !isSend(operation.method);
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARS,
    onEvent: ({ data, event }) => {
      if (known && event !== "error" && !data.includes('"error"')) return;
      const payload = parseOrNothing(data);
      const error =
        operation.binding === "JSONRPC" ? asObject(payload?.error) : event === "error" ? payload : undefined;
      if (error)
        failure ??= recordedFailure({
          rpcCode: error.code,
          message: textOf(error.message ?? "The stream ended with an error."),
        });
      else if (!known && payload) found = refOf(payloadOf(operation, payload));
    },
  });
  async function* body(): AsyncGenerator<string | Uint8Array> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body as AsyncIterable<Buffer>) {
        parser.feed(decoder.decode(chunk, { stream: true }));
        if (!known && found) {
          await remember(found);
          known = found.taskId !== undefined;
          found = undefined;
        }
        yield chunk;
      }
    } catch (thrown) {
      const err = brokenOff(thrown, hop);
      failure = { code: err.code, message: err.message };
      // The piece before may have ended inside an event; the empty line closes it.
      yield `\n\n${sseError(operation, err)}`;
    } finally {
      response.body.destroy();
    }
  }
  return {
    kind: "stream",
    status: response.status,
    headers: { ...SSE_HEADERS },
    body: body(),
    upstreamStatus: response.status,
    failure: () => failure,
  };
}

const MAX_EVENT_CHARS = 4 * 1024 * 1024;

function brokenOff(thrown: unknown, hop: Hop): MeshError {
  const own = toMeshError(thrown);
  return own.code === "internal" ? upstreamError(thrown, hop.signal) : own;
}

function parseOrNothing(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}
