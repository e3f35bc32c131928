import { describe, expect, it } from "vitest";
import { OpenaiStreamReader } from "./openai-stream-reader";

const usage = {
  prompt_tokens: 120,
  completion_tokens: 30,
  total_tokens: 150,
  prompt_tokens_details: { cached_tokens: 100 },
  completion_tokens_details: { reasoning_tokens: 12 },
};
const counted = {
  model: "gpt-x",
  inputTokens: 120,
  outputTokens: 30,
  cachedInputTokens: 100,
  reasoningTokens: 12,
};

const event = (data: unknown) =>
  Buffer.from(`data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`);
const delta = (content: string) =>
  event({ model: "gpt-x", choices: [{ index: 0, delta: { content } }], usage: null });
const lastUsage = event({ model: "gpt-x", choices: [], usage });

function readerOf(usageAsked: boolean): OpenaiStreamReader {
  return new OpenaiStreamReader({ usageAsked, requestBytes: 399, upstreamModel: "up" });
}

describe("reading a stream of chat completion chunks", () => {
  it("counts what the provider counted and keeps a usage that only the mesh asked for", () => {
    const reader = readerOf(false);
    const passed = [delta("a"), delta("b"), lastUsage, event("[DONE]")].map((e) => reader.read(e));
    expect(passed).toEqual([true, true, false, true]);
    expect(reader.usage()).toEqual(counted);
    expect(reader.failure()).toBeUndefined();
  });

  it("passes the usage on to a caller who asked for it", () => {
    const reader = readerOf(true);
    expect(reader.read(lastUsage)).toBe(true);
    expect(reader.usage()).toEqual(counted);
  });

  it("passes on a chunk that carries content and usage together", () => {
    const reader = readerOf(false);
    const both = event({ model: "gpt-x", choices: [{ index: 0, delta: {}, finish_reason: "stop" }], usage });
    expect(reader.read(both)).toBe(true);
    expect(reader.usage()).toEqual(counted);
  });

  it("is not deceived by a text that looks like usage or an error", () => {
    const reader = readerOf(true);
    reader.read(delta('{"usage":{"prompt_tokens":1},"error":{"message":"x"}}'));
    reader.read(lastUsage);
    expect(reader.usage()).toEqual(counted);
    expect(reader.failure()).toBeUndefined();
  });

  it("says that it estimates when the stream was cut before the count", () => {
    const reader = readerOf(false);
    expect(reader.usage()).toBeUndefined();
    for (const text of ["a", "b", "c"]) reader.read(delta(text));
    expect(reader.usage()).toEqual({ model: "up", inputTokens: 100, outputTokens: 3, estimated: true });
  });

  it("tells an error that the provider put into the stream", () => {
    const reader = readerOf(false);
    expect(reader.read(event({ error: { message: "out of capacity", type: "server_error" } }))).toBe(true);
    expect(reader.failure()).toEqual({
      code: "upstream_error",
      message: "The model endpoint failed in mid-stream: out of capacity",
    });
  });

  it("survives a count that is none", () => {
    const reader = readerOf(false);
    reader.read(event({ choices: [], usage: { prompt_tokens: -1, completion_tokens: 2.5 } }));
    reader.read(event('{"usage":{"prompt_tokens":'));
    expect(reader.usage()).toBeUndefined();
  });
});
