import { isRequest, type RpcMessage } from "../wire/messages";
import { errorAnswer } from "../wire/render-error";
import { formatEvent, STREAM_HEADERS } from "../wire/sse";

/**
 * A batch (until 2025-03-26), one message after the other, each ruled and recorded by itself. With a request in it the answers come as a stream of events, so that a callee's own messages in between find their way.
 */
export async function batchResponse(
  messages: readonly RpcMessage[],
  one: (message: RpcMessage) => Promise<Response>,
): Promise<Response> {
  if (!messages.some(isRequest)) {
    for (const message of messages) await one(message);
    return new Response(null, { status: 202 });
  }
  const encoder = new TextEncoder();
  const source = events(messages, one);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await source.next();
        if (next.done) controller.close();
        else controller.enqueue(typeof next.value === "string" ? encoder.encode(next.value) : next.value);
      },
      async cancel() {
        await source.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: 200, headers: STREAM_HEADERS });
}

async function* events(
  messages: readonly RpcMessage[],
  one: (message: RpcMessage) => Promise<Response>,
): AsyncGenerator<string | Uint8Array> {
  for (const message of messages) {
    const id = isRequest(message) ? message.id : null;
    const response = await one(message).catch((err: unknown) => errorAnswer(err, id));
    const isEvents = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
    if (isEvents && response.body) yield* response.body as unknown as AsyncIterable<Uint8Array>;
    else {
      const text = await response.text();
      if (text !== "" && id !== null) yield formatEvent(text);
    }
  }
}
