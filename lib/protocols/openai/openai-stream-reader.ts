import type { Usage } from "@/lib/cost/usage";
import type { Failure } from "@/lib/gateway/call";
import type { StreamReader } from "@/lib/protocols/models/dialect";
import { estimateInput, objectOf } from "@/lib/protocols/models/provider-values";
import { sseJson } from "@/lib/protocols/models/sse-splitter";
import { openaiUsage } from "./openai-usage";

/** A quote inside a JSON string is escaped, so these bytes can only be a member's name. */
const USAGE = Buffer.from('"usage":');
const ERROR = Buffer.from('"error":');
const NULL = Buffer.from("null");
const CONTENT = Buffer.from('"delta":');

/** Reads the usage out of a stream of chat completion chunks. Only events that can hold it are parsed. */
export class OpenaiStreamReader implements StreamReader {
  readonly #options: { usageAsked: boolean; requestBytes: number; upstreamModel: string };
  #usage: Usage | undefined;
  #failure: Failure | undefined;
  #deltas = 0;

  constructor(options: { usageAsked: boolean; requestBytes: number; upstreamModel: string }) {
    this.#options = options;
  }

  read(event: Buffer): boolean {
    if (event.includes(CONTENT)) this.#deltas++;
    if (!hasValue(event, USAGE) && !hasValue(event, ERROR)) return true;
    const chunk = sseJson(event);
    const error = objectOf(chunk?.error);
    if (error) {
      const said = typeof error.message === "string" ? `: ${error.message.slice(0, 500)}` : ".";
      this.#failure = { code: "upstream_error", message: `The model endpoint failed in mid-stream${said}` };
    }
    const usage = chunk && openaiUsage(chunk, this.#options.upstreamModel);
    if (!usage) return true;
    this.#usage = usage;
    const onlyUsage = Array.isArray(chunk.choices) && chunk.choices.length === 0;
    return this.#options.usageAsked || !onlyUsage;
  }

  /** As counted by the provider; for a stream that ended before that, at least what went through: a chunk carries one token or more. */
  usage(): Usage | undefined {
    if (this.#usage || this.#deltas === 0) return this.#usage;
    return {
      model: this.#options.upstreamModel,
      inputTokens: estimateInput(this.#options.requestBytes),
      outputTokens: this.#deltas,
      estimated: true,
    };
  }

  failure(): Failure | undefined {
    return this.#failure;
  }
}

/** True when the event has the member with a value other than null. */
function hasValue(event: Buffer, member: Buffer): boolean {
  const at = event.indexOf(member);
  if (at < 0) return false;
  let value = at + member.length;
  while (event[value] === 32) value++;
  return !event.subarray(value, value + 4).equals(NULL);
}
