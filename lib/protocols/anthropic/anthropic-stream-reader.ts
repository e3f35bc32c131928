import type { Usage } from "@/lib/cost/usage";
import type { Failure } from "@/lib/gateway/call";
import type { StreamReader } from "@/lib/protocols/models/dialect";
import { objectOf } from "@/lib/protocols/models/provider-values";
import { sseJson } from "@/lib/protocols/models/sse-splitter";
import { anthropicUsage } from "./anthropic-usage";

const DELTA = Buffer.from('"content_block_delta"');
const READ = ["message_start", "message_delta", "message_stop", "error"].map((type) =>
  Buffer.from(`"${type}"`),
);

/**
 * Reads the usage out of a stream of message events: the input is counted in `message_start`, the output, cumulative, in each `message_delta`. The many
 * `content_block_delta` events are only counted.
 */
export class AnthropicStreamReader implements StreamReader {
  #model: string;
  #counts: Record<string, unknown> | undefined;
  #deltas = 0;
  #outputCounted = false;
  #stopped = false;
  #failure: Failure | undefined;

  constructor(upstreamModel: string) {
    this.#model = upstreamModel;
  }

  read(event: Buffer): boolean {
    if (event.includes(DELTA)) this.#deltas++;
    else if (READ.some((type) => event.includes(type))) this.#take(sseJson(event));
    return true;
  }

  #take(data: Record<string, unknown> | undefined): void {
    switch (data?.type) {
      case "message_start": {
        const message = objectOf(data.message);
        if (typeof message?.model === "string") this.#model = message.model.slice(0, 200);
        this.#count(message?.usage);
        return;
      }
      case "message_delta":
        this.#outputCounted = true;
        this.#count(data.usage);
        return;
      case "message_stop":
        this.#stopped = true;
        return;
      case "error": {
        const said = objectOf(data.error)?.message;
        const text = typeof said === "string" ? `: ${said.slice(0, 500)}` : ".";
        this.#failure = { code: "upstream_error", message: `The model endpoint failed in mid-stream${text}` };
        return;
      }
      default:
    }
  }

  /** Later counts replace earlier ones; a null says nothing. */
  #count(value: unknown): void {
    const given = Object.entries(objectOf(value) ?? {}).filter(([, count]) => count !== null);
    this.#counts = { ...this.#counts, ...Object.fromEntries(given) };
  }

  /** As counted by the provider. A stream that was cut has its input counted; of its output, at least one token for each piece went through. */
  usage(): Usage | undefined {
    const usage = anthropicUsage(this.#counts, this.#model);
    if (!usage || this.#outputCounted) return usage;
    return { ...usage, outputTokens: Math.max(usage.outputTokens, this.#deltas), estimated: true };
  }

  failure(): Failure | undefined {
    if (this.#failure || this.#stopped) return this.#failure;
    return { code: "upstream_invalid", message: "The stream ended before the message did." };
  }
}
