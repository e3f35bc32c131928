import { MeshError } from "@/lib/core/errors";
import { textOf } from "@/lib/core/text-of";
import { objectOf } from "../../provider-values";
import type { StreamTranslation } from "../translation";
import { messagesUsage } from "./messages-usage";
import { stopReason, textBlock, toolUseBlock } from "./translate-answer";

/** Chat completion chunks (OpenAI) as message events (Anthropic). Blocks there come one after another, so a tool call is closed when the next begins. */
export class ChunksAsMessageEvents implements StreamTranslation {
  #started = false;
  /** Blocks begun so far. */
  #blocks = 0;
  /** The block that is being written: text, or the tool call of this index. */
  #open: "text" | number | undefined;
  readonly #tools = new Set<number>();
  #finish: string | undefined;
  #refused = false;
  #counted: Record<string, unknown> = {};
  #failed = false;

  take(data: Record<string, unknown>): string {
    const error = objectOf(data.error);
    if (error) {
      this.#failed = true;
      const said = { type: "api_error", message: textOf(error.message ?? "The model endpoint failed.") };
      return event("error", { error: said });
    }
    let out = this.#started ? "" : this.#start(data);
    if (objectOf(data.usage)) this.#counted = data;
    const choice = objectOf(Array.isArray(data.choices) ? data.choices[0] : undefined);
    const delta = objectOf(choice?.delta);
    if (typeof delta?.content === "string" && delta.content !== "") out += this.#say(delta.content);
    if (typeof delta?.refusal === "string" && delta.refusal !== "") {
      this.#refused = true;
      out += this.#say(delta.refusal);
    }
    for (const call of Array.isArray(delta?.tool_calls) ? delta.tool_calls : [])
      out += this.#tool(objectOf(call) ?? {});
    if (typeof choice?.finish_reason === "string") this.#finish = choice.finish_reason;
    return out;
  }

  /** The count comes after the reason for the end, so both are told together here. */
  end(): string {
    if (this.#failed) return "";
    if (this.#finish === undefined)
      throw new MeshError("upstream_invalid", "The stream ended before the message did.");
    const delta = { stop_reason: stopReason(this.#finish, this.#refused), stop_sequence: null };
    const usage = messagesUsage(this.#counted);
    return this.#close() + event("message_delta", { delta, usage }) + event("message_stop", {});
  }

  #start(chunk: Record<string, unknown>): string {
    this.#started = true;
    const message = {
      id: textOf(chunk.id ?? ""),
      type: "message",
      role: "assistant",
      model: textOf(chunk.model ?? ""),
      content: [],
      stop_reason: null,
      stop_sequence: null,
      stop_details: null,
      container: null,
      diagnostics: null,
      usage: messagesUsage({}),
    };
    return event("message_start", { message });
  }

  #say(text: string): string {
    let out = "";
    if (this.#open !== "text") out = this.#begin("text", textBlock(""));
    return out + this.#delta({ type: "text_delta", text });
  }

  #tool(call: Record<string, unknown>): string {
    const index = typeof call.index === "number" ? call.index : 0;
    const called = objectOf(call.function) ?? {};
    let out = "";
    if (!this.#tools.has(index)) {
      this.#tools.add(index);
      out = this.#begin(index, toolUseBlock(textOf(call.id), textOf(called.name), {}));
    } else if (this.#open !== index) {
      throw new MeshError(
        "upstream_invalid",
        "The model endpoint mixes the arguments of several tool calls.",
      );
    }
    const part = called.arguments;
    return typeof part === "string" && part !== ""
      ? out + this.#delta({ type: "input_json_delta", partial_json: part })
      : out;
  }

  #begin(what: "text" | number, content_block: object): string {
    const closed = this.#close();
    this.#open = what;
    return closed + event("content_block_start", { index: this.#blocks++, content_block });
  }

  #delta(delta: Record<string, unknown>): string {
    return event("content_block_delta", { index: this.#blocks - 1, delta });
  }

  #close(): string {
    if (this.#open === undefined) return "";
    this.#open = undefined;
    return event("content_block_stop", { index: this.#blocks - 1 });
  }
}

function event(type: string, members: Record<string, unknown>): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`;
}
