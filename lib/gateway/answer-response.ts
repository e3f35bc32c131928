import type { Answer } from "./call";
import { exchangeOf, writeAnswer } from "./node-exchange";

/**
 * An answer as the response to a request. A stream is pulled as fast as the caller reads and is cancelled when the caller goes away.
 * @param request with it, the answer goes straight to its connection where there is one
 */
export async function answerResponse(answer: Answer, request?: Request): Promise<Response> {
  const exchange = request && exchangeOf(request);
  if (exchange) return writeAnswer(answer, exchange);
  if (answer.kind === "whole") {
    return new Response(answer.body === "" ? null : answer.body, {
      status: answer.status,
      headers: answer.headers,
    });
  }
  return new Response(streamOf(answer.body), { status: answer.status, headers: answer.headers });
}

function streamOf(body: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(typeof next.value === "string" ? encoder.encode(next.value) : next.value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
