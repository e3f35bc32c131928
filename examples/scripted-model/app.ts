import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import type { z } from "zod";
import {
  countMessages,
  countRequest,
  message,
  messageEvents,
  messagesConversation,
  messagesRequest,
} from "./anthropic-messages";
import { chooseReply } from "./choose-reply";
import { content, contentConversation, countContent, generateRequest } from "./gemini-content";
import { anthropicModels, type Capability, openaiModels, serves } from "./models";
import { chatChunks, chatCompletion, chatConversation, chatRequest } from "./openai-chat";
import { embeddings, embeddingsRequest } from "./openai-embeddings";
import type { Plan } from "./plan";

export interface ScriptedModelOptions {
  script: readonly Plan[];
  /** When set, callers must present it (`authorization: Bearer` or `x-api-key`). */
  apiKey: string | undefined;
  /** Time between two streamed pieces, in milliseconds. */
  pauseMs: number;
}

/** The routes of the vendors' dialects over one script. */
export function scriptedModelApp(options: ScriptedModelOptions): Hono {
  const app = new Hono();
  const label = () => randomUUID().replaceAll("-", "").slice(0, 20);
  const newUseId = () => `call_scripted_${label()}`;

  const checkKey: MiddlewareHandler = async (c, next) => {
    const header = c.req.header("x-api-key") ?? c.req.header("x-goog-api-key");
    const key = header ?? c.req.header("authorization")?.replace(/^Bearer /i, "");
    if (options.apiKey !== undefined && key !== options.apiKey)
      return failure(c, 401, "invalid_api_key", "Wrong key.");
    return await next();
  };
  app.use("/v1/*", checkKey);
  app.use("/v1beta/*", checkKey);
  app.get("/v1/models", (c) =>
    c.json(c.req.header("anthropic-version") ? (anthropicModels() as object) : (openaiModels() as object)),
  );
  app.post("/v1/chat/completions", async (c) => {
    const request = await parse(c, chatRequest, "chat");
    if (request instanceof Response) return request;
    const reply = chooseReply(chatConversation(request), options.script, newUseId);
    const id = `chatcmpl-scripted-${label()}`;
    if (!request.stream) return c.json(chatCompletion(request, reply, id));
    const events = Array.from(chatChunks(request, reply, id), (data) => `data: ${data}\n\n`);
    return stream(events, options.pauseMs);
  });
  app.post("/v1/embeddings", async (c) => {
    const request = await parse(c, embeddingsRequest, "embeddings");
    return request instanceof Response ? request : c.json(embeddings(request));
  });
  app.post("/v1/messages", async (c) => {
    const request = await parse(c, messagesRequest, "chat");
    if (request instanceof Response) return request;
    const reply = chooseReply(messagesConversation(request), options.script, newUseId);
    const id = `msg_scripted_${label()}`;
    if (!request.stream) return c.json(message(request, reply, id));
    const events = Array.from(
      messageEvents(request, reply, id),
      (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
    );
    return stream(events, options.pauseMs);
  });
  app.post("/v1/messages/count_tokens", async (c) => {
    const request = await parse(c, countRequest, "chat");
    return request instanceof Response ? request : c.json({ input_tokens: countMessages(request) });
  });
  // Gemini's dialect names the model and what to do with it in one segment of the path, and takes any model here.
  app.post("/v1beta/models/:call", async (c) => {
    const [model = "", verb] = c.req.param("call").split(":");
    const parsed = generateRequest.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return failure(c, 400, "invalid_value", parsed.error.issues[0]?.message ?? "");
    if (verb === "countTokens") return c.json({ totalTokens: countContent(parsed.data) });
    const reply = chooseReply(contentConversation(parsed.data), options.script, newUseId);
    const answer = content(parsed.data, model, reply);
    if (verb === "generateContent") return c.json(answer);
    return stream([`data: ${JSON.stringify(answer)}\n\n`], options.pauseMs);
  });
  app.get("/healthz", (c) => c.text("ok"));
  return app;
}

/** The parsed body, or the refusal in the dialect of the route. */
async function parse<T extends z.ZodType<{ model: string }>>(
  c: Context,
  schema: T,
  capability: Capability,
): Promise<z.infer<T> | Response> {
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return failure(c, 400, "invalid_value", `${issue?.path.join(".")}: ${issue?.message}`);
  }
  if (serves(parsed.data.model, capability)) return parsed.data;
  return failure(c, 404, "model_not_found", `The model \`${parsed.data.model}\` does not exist.`);
}

const ANTHROPIC_TYPES = { 400: "invalid_request_error", 401: "authentication_error", 404: "not_found_error" };

function failure(c: Context, status: 400 | 401 | 404, code: string, text: string): Response {
  if (c.req.path.startsWith("/v1/messages")) {
    return c.json({ type: "error", error: { type: ANTHROPIC_TYPES[status], message: text } }, status);
  }
  return c.json({ error: { message: text, type: "invalid_request_error", param: null, code } }, status);
}

/** The events at the pace of a model that is thinking; a reader that goes away ends it. */
function stream(events: readonly string[], pauseMs: number): Response {
  const encoder = new TextEncoder();
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (at > 0 && pauseMs > 0) await pause(pauseMs);
      const event = events[at++];
      if (event === undefined) controller.close();
      else controller.enqueue(encoder.encode(event));
    },
    cancel() {
      at = events.length;
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" },
  });
}
