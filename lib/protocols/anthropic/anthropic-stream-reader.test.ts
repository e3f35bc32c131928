import { describe, expect, it } from "vitest";
import { AnthropicStreamReader } from "./anthropic-stream-reader";

const event = (data: { type: string; [member: string]: unknown }) =>
  Buffer.from(`event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`);
const start = event({
  type: "message_start",
  message: {
    model: "claude-x",
    usage: {
      input_tokens: 20,
      cache_read_input_tokens: 70,
      cache_creation_input_tokens: 10,
      output_tokens: 1,
    },
  },
});
const delta = (text: string) =>
  event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } });
const counted = { model: "claude-x", inputTokens: 100, cachedInputTokens: 70, cacheWriteTokens: 10 };

function read(...events: Buffer[]): AnthropicStreamReader {
  const reader = new AnthropicStreamReader("up");
  for (const one of events) expect(reader.read(one)).toBe(true);
  return reader;
}

describe("reading a stream of message events", () => {
  it("adds cached and written tokens to the input, and takes the last output count", () => {
    const reader = read(
      start,
      delta("a"),
      event({ type: "message_delta", delta: {}, usage: { output_tokens: 5, input_tokens: null } }),
      event({
        type: "message_delta",
        delta: { stop_reason: "end_turn" },
        usage: { output_tokens: 42, output_tokens_details: { thinking_tokens: 30 } },
      }),
      event({ type: "message_stop" }),
    );
    expect(reader.usage()).toEqual({ ...counted, outputTokens: 42, reasoningTokens: 30 });
    expect(reader.failure()).toBeUndefined();
  });

  it("keeps the counted input of a stream that was cut, and says that the output is an estimate", () => {
    const reader = read(start, delta("a"), delta("b"), delta('"message_stop"'));
    expect(reader.usage()).toEqual({ ...counted, outputTokens: 3, estimated: true });
    expect(reader.failure()?.code).toBe("upstream_invalid");
  });

  it("tells an error in the stream as the provider put it", () => {
    const error = { type: "overloaded_error", message: "Overloaded" };
    const reader = read(start, event({ type: "error", error }));
    expect(reader.failure()).toEqual({
      code: "upstream_error",
      message: "The model endpoint failed in mid-stream: Overloaded",
    });
  });

  it("has used nothing before the message has started", () => {
    expect(read(event({ type: "ping" })).usage()).toBeUndefined();
  });
});
