import { answerResponse } from "@/lib/gateway/answer-response";
import type { Answer } from "@/lib/gateway/call";
import type { RpcId } from "./wire/messages";
import { renderError } from "./wire/render-error";
import { formatEvent } from "./wire/sse";

/** An answer as a response. A stream that fails on its way ends with the error as the request's own JSON-RPC answer, so no client waits for one that will not come. */
export function respond(
  answer: Answer,
  id: RpcId | null,
  headers: Record<string, string> = {},
  request?: Request,
): Promise<Response> {
  const body = answer.kind === "stream" && id !== null ? withErrorEvent(answer.body, id) : answer.body;
  return answerResponse({ ...answer, body, headers: { ...answer.headers, ...headers } } as Answer, request);
}

async function* withErrorEvent(
  body: AsyncIterable<string | Uint8Array>,
  id: RpcId,
): AsyncGenerator<string | Uint8Array> {
  try {
    yield* body;
  } catch (err) {
    const { error } = renderError(err);
    yield formatEvent(JSON.stringify({ jsonrpc: "2.0", id, error }));
  }
}
