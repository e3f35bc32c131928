import { log } from "@/lib/core/log";
import type { TryEvent } from "@/lib/protocols/try/try.schema";

/**
 * An answer of the gateway as lines of JSON (NDJSON): its status first, then its body as it comes. Framed, because a stranger's body must not be served under the console's origin with a type of its own, and
 * because a stream that breaks has to be told from one that ended.
 */
export function tryEvents(answer: Response): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const line = (event: TryEvent) => encoder.encode(`${JSON.stringify(event)}\n`);
  const reader = answer.body?.getReader();
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(
          line({
            event: "answer",
            status: answer.status,
            contentType: answer.headers.get("content-type") ?? "",
            callId: answer.headers.get("signalbox-call-id"),
          }),
        );
      },
      async pull(controller) {
        try {
          const next = await reader?.read();
          if (next && !next.done) {
            controller.enqueue(line({ event: "piece", text: decoder.decode(next.value, { stream: true }) }));
            return;
          }
          const rest = decoder.decode();
          if (rest !== "") controller.enqueue(line({ event: "piece", text: rest }));
          controller.enqueue(line({ event: "end" }));
        } catch (err) {
          log.info({ err }, "the answer to a try broke");
          controller.enqueue(line({ event: "broken" }));
        }
        controller.close();
      },
      async cancel(reason) {
        await reader?.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
