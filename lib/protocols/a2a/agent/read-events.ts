import { createParser, type EventSourceMessage } from "eventsource-parser";
import { MeshError } from "@/lib/core/errors";
import type { Hop, HopResponse } from "@/lib/gateway/call";
import { upstreamError } from "@/lib/traffic/egress";
import { asObject, type JsonObject } from "../operation";

/** An event longer than this is an attack on memory or a mistake. */
const MAX_EVENT_CHARS = 4 * 1024 * 1024;

/** One event of a stream, parsed. `error` events of the HTTP+JSON binding are told by their name. */
export interface AgentEvent {
  isError: boolean;
  data: JsonObject;
}

/**
 * Reads server-sent events as the caller takes them: nothing is read ahead of what is asked for.
 * @throws MeshError for a stream that breaks off, or `upstream_invalid` for what is no event stream of JSON objects
 */
export async function* readEvents(
  response: HopResponse,
  signal: Hop["signal"],
): AsyncGenerator<AgentEvent, void, undefined> {
  const ready: EventSourceMessage[] = [];
  let broken: MeshError | undefined;
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARS,
    onEvent: (event) => ready.push(event),
    onError: (err) => {
      if (err.type === "max-buffer-size-exceeded") {
        broken = new MeshError("upstream_invalid", "The agent sent an event that is too large.");
      }
    },
  });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (broken) throw broken;
      for (const event of ready.splice(0)) yield parseEvent(event);
    }
  } catch (err) {
    throw err instanceof MeshError ? err : upstreamError(err, signal);
  } finally {
    response.body.destroy();
  }
}

function parseEvent(event: EventSourceMessage): AgentEvent {
  let data: JsonObject | undefined;
  try {
    data = asObject(JSON.parse(event.data));
  } catch {
    // Not JSON; told below.
  }
  if (!data) throw new MeshError("upstream_invalid", "The agent sent an event that is not a JSON object.");
  return { isError: event.event === "error", data };
}
