import { Agent, request } from "undici";
import { pause } from "./wait";

/** What a caller saw of one try. */
export interface Seen {
  status: number;
  /** Of a refusal or failure. */
  code: string | undefined;
  callId: string;
  retryAfter: string | undefined;
  tookMs: number;
}

export interface Chat {
  url: string;
  badge: string;
  key: string;
  model?: string;
  /** What is said; the key otherwise, so that the callee's log can be held against the caller's. */
  content?: string;
  /** More text, in a second message. */
  filler?: string;
  headers?: Record<string, string>;
  timeoutMs?: number;
  /** Without one, every try is a call of its own. */
  idempotent?: boolean;
}

const agent = new Agent({ connections: 4096, keepAliveTimeout: 5_000, connect: { timeout: 5_000 } });

/** One chat completion. @throws when there was no answer, or it is the answer to something else */
export async function chat(call: Chat): Promise<Seen> {
  const startedAt = performance.now();
  const content = call.content ?? call.key;
  const messages = [content, ...(call.filler === undefined ? [] : [call.filler])];
  const response = await request(`${call.url}/v1/chat/completions`, {
    method: "POST",
    dispatcher: agent,
    headers: {
      authorization: `Bearer ${call.badge}`,
      "content-type": "application/json",
      ...(call.idempotent === false ? {} : { "idempotency-key": call.key }),
      ...call.headers,
    },
    body: JSON.stringify({
      model: call.model ?? "m",
      messages: messages.map((text) => ({ role: "user", content: text })),
    }),
    signal: AbortSignal.timeout(call.timeoutMs ?? 10_000),
  });
  const body = JSON.parse(await response.body.text()) as { id?: string; error?: { code?: string } };
  if (response.statusCode === 200 && body.id !== content)
    throw new Error(`the answer to ${content} is ${body.id}`);
  return {
    status: response.statusCode,
    code: body.error?.code,
    callId: String(response.headers["signalbox-call-id"] ?? ""),
    retryAfter: response.headers["retry-after"] as string | undefined,
    tookMs: performance.now() - startedAt,
  };
}

const PATIENCE_MS = 20_000;

/** One chat completion, asked for again while the mesh says that it has too much to do: a busy machine is not the fault that is looked for. @throws as `chat` */
export async function patientChat(call: Chat): Promise<Seen> {
  const endsAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = await chat(call);
    if (seen.status !== 503 || performance.now() > endsAt) return seen;
    await pause(50 + Math.random() * 100);
  }
}
