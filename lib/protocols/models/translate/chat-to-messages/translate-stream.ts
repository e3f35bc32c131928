import { MeshError } from "@/lib/core/errors";
import { textOf } from "@/lib/core/text-of";
import { objectOf } from "../../provider-values";
import type { StreamTranslation } from "../translation";
import { chatUsage } from "./chat-usage";
import { finishReason } from "./translate-answer";

/** Message events (Anthropic) as chat completion chunks (OpenAI). */
export class MessageEventsAsChunks implements StreamTranslation {
  readonly #usageAsked: boolean;
  readonly #created = Math.floor(Date.now() / 1000);
  #id = "";
  #model = "";
  #usage: Record<string, unknown> = {};
  #tools = -1;
  #stopped = false;

  constructor(options: { usageAsked: boolean }) {
    this.#usageAsked = options.usageAsked;
  }

  take(data: Record<string, unknown>): string {
    switch (data.type) {
      case "message_start":
        return this.#start(objectOf(data.message) ?? {});
      case "content_block_start":
        return this.#block(objectOf(data.content_block) ?? {});
      case "content_block_delta":
        return this.#delta(objectOf(data.delta) ?? {});
      case "message_delta": {
        this.#count(data.usage);
        const stop = objectOf(data.delta)?.stop_reason;
        return typeof stop === "string" ? this.#chunk({}, finishReason(stop)) : "";
      }
      case "message_stop":
        this.#stopped = true;
        return `${this.#usageAsked ? this.#usageChunk() : ""}data: [DONE]\n\n`;
      case "error": {
        this.#stopped = true;
        const { message, type } = objectOf(data.error) ?? {};
        return `data: ${JSON.stringify({ error: { message, type, param: null, code: null } })}\n\n`;
      }
      case "ping":
        return ": ping\n\n";
      default:
        return "";
    }
  }

  end(): string {
    if (this.#stopped) return "";
    throw new MeshError("upstream_invalid", "The stream ended before the message did.");
  }

  #start(message: Record<string, unknown>): string {
    this.#id = textOf(message.id ?? "");
    this.#model = textOf(message.model ?? "");
    this.#count(message.usage);
    return this.#chunk({ role: "assistant", content: "", refusal: null });
  }

  #block(block: Record<string, unknown>): string {
    if (block.type !== "tool_use")
      return typeof block.text === "string" && block.text ? this.#say(block.text) : "";
    this.#tools++;
    // Anthropic sends the input as deltas after an empty one; some who copy the format send it here at once.
    const input = Object.keys(objectOf(block.input) ?? {}).length > 0 ? JSON.stringify(block.input) : "";
    const called = { name: block.name, arguments: input };
    return this.#chunk({
      tool_calls: [{ index: this.#tools, id: block.id, type: "function", function: called }],
    });
  }

  #delta(delta: Record<string, unknown>): string {
    if (delta.type === "text_delta") return this.#say(textOf(delta.text ?? ""));
    if (delta.type !== "input_json_delta" || !delta.partial_json) return "";
    const part = { arguments: textOf(delta.partial_json) };
    return this.#chunk({ tool_calls: [{ index: this.#tools, function: part }] });
  }

  #say(content: string): string {
    return this.#chunk({ content });
  }

  #chunk(delta: Record<string, unknown>, finish_reason: string | null = null): string {
    return this.#event({ choices: [{ index: 0, delta, logprobs: null, finish_reason }] });
  }

  #usageChunk(): string {
    return this.#event({ choices: [], usage: chatUsage(this.#usage) });
  }

  #event(members: Record<string, unknown>): string {
    const head = {
      id: this.#id,
      object: "chat.completion.chunk",
      created: this.#created,
      model: this.#model,
    };
    return `data: ${JSON.stringify({ ...head, ...members })}\n\n`;
  }

  /** Later counts replace earlier ones; a null says nothing. */
  #count(value: unknown): void {
    const given = Object.entries(objectOf(value) ?? {}).filter(([, count]) => count !== null);
    this.#usage = { ...this.#usage, ...Object.fromEntries(given) };
  }
}
