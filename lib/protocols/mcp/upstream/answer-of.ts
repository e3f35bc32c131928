import type { Answer, Failure } from "@/lib/gateway/call";
import { isResponse, type RpcMessage } from "../wire/messages";
import { formatEvent, JSON_HEADERS, STREAM_HEADERS } from "../wire/sse";
import { failureOf } from "./failure";

/**
 * Messages as an answer: plain JSON when the response comes first, else a stream of events that ends with the response.
 * @throws whatever the first message throws
 */
export async function answerOf(messages: AsyncGenerator<RpcMessage>): Promise<Answer> {
  const first = await messages.next();
  if (first.done) return { kind: "whole", status: 202, headers: {}, body: "", upstreamStatus: 202 };
  if (isResponse(first.value)) {
    await messages.return(undefined);
    const failure = failureOf(first.value);
    const body = JSON.stringify(first.value);
    return {
      kind: "whole",
      status: 200,
      headers: { ...JSON_HEADERS },
      body,
      upstreamStatus: 200,
      ...(failure ? { failure } : {}),
    };
  }
  let failure: Failure | undefined;
  async function* body(): AsyncGenerator<string> {
    try {
      yield formatEvent(JSON.stringify(first.value));
      for await (const message of messages) {
        if (isResponse(message)) failure = failureOf(message);
        yield formatEvent(JSON.stringify(message));
        if (isResponse(message)) return;
      }
    } finally {
      await messages.return(undefined);
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
