import type { Answer } from "@/lib/gateway/call";
import { messageOf } from "../upstream/read-messages";
import { isResponse, type Params, type RpcMessage } from "../wire/messages";
import { formatEvent, KEEPALIVE, readEvents } from "../wire/sse";

/** The answer with its result rewritten; notifications and errors stay as they are. */
export function mapAnswer(answer: Answer, map: (result: Params) => Params): Answer {
  if (answer.kind === "stream") return { ...answer, body: mapEvents(answer.body, map) };
  if (answer.body === "") return answer;
  if (answer.headers["content-type"]?.startsWith("text/event-stream")) {
    const { kind: _kind, body, failure, usage: _usage, ...rest } = answer;
    return { ...rest, kind: "stream", body: mapEvents(once(body), map), failure: () => failure };
  }
  return { ...answer, body: JSON.stringify(mapped(messageOf(answer.body), map)) };
}

function mapped(message: RpcMessage, map: (result: Params) => Params): RpcMessage {
  return isResponse(message) && message.result ? { ...message, result: map(message.result) } : message;
}

async function* mapEvents(
  body: AsyncIterable<string | Uint8Array>,
  map: (result: Params) => Params,
): AsyncGenerator<string> {
  for await (const item of readEvents(body)) {
    if (item.kind === "comment") yield KEEPALIVE;
    if (item.kind === "event" && item.event.data !== "")
      yield formatEvent(JSON.stringify(mapped(messageOf(item.event.data), map)));
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
