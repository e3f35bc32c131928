import { createParser, type EventSourceMessage } from "eventsource-parser";
import { MeshError } from "@/lib/core/errors";

/** Longest event accepted from a callee, in characters. */
const MAX_EVENT_CHARS = 10 * 1024 * 1024;

export type SseItem =
  | { kind: "event"; event: EventSourceMessage }
  | { kind: "comment" }
  | { kind: "retry"; ms: number };

/**
 * Reads server-sent events (WHATWG HTML section 9.2) as they come. Comments and retry times are told as well: they keep connections alive and steer reconnection.
 * @throws MeshError `upstream_invalid` for an event beyond the limit
 */
export async function* readEvents(body: AsyncIterable<string | Uint8Array>): AsyncGenerator<SseItem> {
  const items: SseItem[] = [];
  let tooLong = false;
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARS,
    onEvent: (event) => items.push({ kind: "event", event }),
    onComment: () => items.push({ kind: "comment" }),
    onRetry: (ms) => items.push({ kind: "retry", ms }),
    onError: (err) => {
      if (err.type === "max-buffer-size-exceeded") tooLong = true;
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    parser.feed(typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }));
    if (tooLong) throw new MeshError("upstream_invalid", "The callee sent an event that is too large.");
    yield* items.splice(0);
  }
  yield* items;
}

/** A message as an event; `id` only where the stream can be resumed. */
export function formatEvent(data: string, id?: string): string {
  const lines = data.includes("\n") ? data.split("\n").join("\ndata: ") : data;
  return `event: message\n${id === undefined ? "" : `id: ${id}\n`}data: ${lines}\n\n`;
}

export const KEEPALIVE = ": keepalive\n\n";

export const STREAM_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

export const JSON_HEADERS: Readonly<Record<string, string>> = { "content-type": "application/json" };
