import { MeshError } from "@/lib/core/errors";
import type { Answer, Failure, HopResponse } from "@/lib/gateway/call";
import { isResponse, type RpcMessage } from "../wire/messages";
import { formatEvent, JSON_HEADERS, KEEPALIVE, readEvents, STREAM_HEADERS } from "../wire/sse";
import { failureOf } from "./failure";
import { isStream, messageOf, refusedByCallee } from "./read-messages";

type Shown = RpcMessage | undefined;

export interface PassOn {
  /** What the caller gets to see of a message; the same object when nothing has to change, undefined for nothing at all (in a stream). */
  shown: (message: RpcMessage) => Shown | Promise<Shown>;
  /** The caller's form of an event id; without it ids are left out. */
  eventId?: (id: string) => string;
}

/**
 * A callee's answer for a caller that speaks the same generation: text that need not change goes on as it came, parsed once.
 * @throws MeshError `upstream_error` when the callee did not take the message, `upstream_invalid` when its answer is no JSON-RPC
 */
export async function passOn(response: HopResponse, options: PassOn): Promise<Answer> {
  if (isStream(response) && response.status === 200) return streamed(response, options);
  const text = await response.text();
  if (text.trim() === "") {
    if (response.status >= 300) throw refusedByCallee(response.status);
    return { kind: "whole", status: response.status, headers: {}, body: "", upstreamStatus: response.status };
  }
  const message = parsed(text, response.status);
  const shown = await options.shown(message);
  const failure = isResponse(message) ? failureOf(message) : undefined;
  return {
    kind: "whole",
    status: response.status,
    headers: { ...JSON_HEADERS },
    body: shown === message ? text : JSON.stringify(shown),
    upstreamStatus: response.status,
    ...(failure ? { failure } : {}),
  };
}

/** The statuses with which MCP itself answers (2026-07-28, Streamable HTTP, error handling). Any other is about the mesh's own standing with the callee and is not the caller's business. */
const OF_PROTOCOL = new Set([200, 202, 400, 404, 406]);

function parsed(text: string, status: number): RpcMessage {
  if (!OF_PROTOCOL.has(status)) throw refusedByCallee(status);
  try {
    return messageOf(text);
  } catch (err) {
    throw status === 200 ? err : refusedByCallee(status);
  }
}

function streamed(response: HopResponse, options: PassOn): Answer {
  let failure: Failure | undefined;
  async function* body(): AsyncGenerator<string> {
    for await (const item of readEvents(response.body)) {
      if (item.kind === "comment") yield KEEPALIVE;
      else if (item.kind === "retry") yield `retry: ${item.ms}\n\n`;
      else {
        const { id, data } = item.event;
        const sealed = id === undefined || id === "" ? undefined : options.eventId?.(id);
        if (data === "") {
          if (sealed !== undefined) yield `id: ${sealed}\ndata: \n\n`;
          continue;
        }
        const message = messageOf(data);
        if (isResponse(message)) failure = failureOf(message) ?? failure;
        const shown = await options.shown(message);
        if (!shown) continue;
        yield formatEvent(shown === message ? data : JSON.stringify(shown), sealed);
      }
    }
  }
  return {
    kind: "stream",
    status: 200,
    headers: { ...STREAM_HEADERS },
    body: body(),
    upstreamStatus: 200,
    failure: () => failure,
  };
}

/** The events of an open stream, for a caller of the same generation. */
export async function* passOnEvents(response: HopResponse, options: PassOn): AsyncGenerator<string> {
  const answer = streamed(response, options);
  if (answer.kind === "stream") yield* answer.body as AsyncGenerator<string>;
}

/** @throws MeshError for a 404 of the callee inside a session: the session is gone */
export function isGone(err: unknown): boolean {
  return err instanceof MeshError && err.code === "upstream_error" && err.message.endsWith(" 404.");
}
