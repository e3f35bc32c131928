import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Part } from "./read/reading";
import { readMessage } from "./read-message";

const read = (value: unknown) => readMessage(JSON.stringify(value));
const stream = (...events: unknown[]) =>
  readMessage(
    events.map((event) => `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`).join(""),
  );
const parts = (reading: ReturnType<typeof readMessage>): readonly Part[] =>
  reading?.turns.flatMap((turn) => turn.parts) ?? [];

describe("messages of models", () => {
  it("reads a chat with tool calls and their answers", () => {
    const reading = read({
      model: "m",
      messages: [
        { role: "system", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "Look" },
            { type: "image_url", image_url: { url: "https://evil.test/x.png" } },
          ],
        },
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "c1", function: { name: "find", arguments: '{"n":1.10}' } }],
        },
        { role: "tool", tool_call_id: "c1", content: "found" },
      ],
    });
    expect(reading?.turns.map((turn) => turn.who)).toEqual(["system", "user", "assistant", "tool"]);
    expect(parts(reading)).toEqual([
      { kind: "text", text: "Be brief." },
      { kind: "text", text: "Look" },
      { kind: "media", words: "Picture, at https://evil.test/x.png" },
      { kind: "call", id: "c1", name: "find", input: '{"n":1.10}' },
      { kind: "result", of: "c1", failed: false, parts: [{ kind: "text", text: "found" }] },
    ]);
  });

  it("joins the pieces of a streamed chat, texts and tool calls", () => {
    const delta = (delta: unknown, finish_reason: string | null = null) => ({
      choices: [{ index: 0, delta, finish_reason }],
    });
    const reading = stream(
      delta({ role: "assistant", content: "Hel" }),
      delta({ content: "lo" }),
      delta({ tool_calls: [{ index: 0, id: "c", function: { name: "find", arguments: '{"a"' } }] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: ":1}" } }] }, "tool_calls"),
      { choices: [], usage: { prompt_tokens: 3, completion_tokens: 5 } },
      "[DONE]",
    );
    expect(parts(reading)).toEqual([
      { kind: "text", text: "Hello" },
      { kind: "call", id: "c", name: "find", input: '{"a":1}' },
    ]);
    expect(reading?.facts).toContainEqual(["Tokens out", "5"]);
  });

  it("reads Anthropic's blocks, whole and streamed", () => {
    const request = read({
      model: "m",
      max_tokens: 5,
      system: "S",
      messages: [
        { role: "user", content: [{ type: "tool_result", tool_use_id: "t", is_error: true, content: "no" }] },
      ],
    });
    expect(request?.turns[0]).toEqual({ who: "system", parts: [{ kind: "text", text: "S" }] });
    expect(parts(request)[1]).toMatchObject({ kind: "result", of: "t", failed: true });
    const answer = stream(
      { type: "message_start", message: { model: "m", usage: { input_tokens: 7 } } },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "A" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "B" } },
      { type: "content_block_start", index: 1, content_block: { type: "tool_use", id: "u", name: "f" } },
      { type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json: "{}" } },
      { type: "message_delta", delta: { stop_reason: "tool_use" }, usage: { output_tokens: 9 } },
    );
    expect(parts(answer)).toEqual([
      { kind: "text", text: "AB" },
      { kind: "call", id: "u", name: "f", input: "{}" },
    ]);
  });
});

describe("messages of agents and tools", () => {
  it("reads a tool call and its result; a picture is told in words", () => {
    const call = read({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "get", arguments: { id: "C-1" } },
    });
    expect(parts(call)).toEqual([{ kind: "call", name: "get", id: undefined, input: '{"id":"C-1"}' }]);
    const result = read({
      jsonrpc: "2.0",
      id: 1,
      result: {
        isError: true,
        content: [
          { type: "text", text: "<img src=x>" },
          { type: "image", mimeType: "image/png", data: "AAAA" },
        ],
      },
    });
    expect(parts(result)).toEqual([
      {
        kind: "result",
        of: undefined,
        failed: true,
        parts: [
          { kind: "text", text: "<img src=x>" },
          { kind: "media", words: "Picture image/png, 3 B" },
        ],
      },
    ]);
  });

  it("reads a task of both generations", () => {
    for (const [state, role, extra] of [
      ["TASK_STATE_COMPLETED", "ROLE_USER", {}],
      ["completed", "user", { kind: "task" }],
    ] as const) {
      const task = {
        id: "t",
        status: { state },
        history: [{ messageId: "m", role, parts: [{ text: "hi" }] }],
        artifacts: [{ artifactId: "a", name: "report", parts: [{ data: { n: 1 } }] }],
        ...extra,
      };
      const reading = read({ jsonrpc: "2.0", id: 1, result: extra === undefined ? task : { task } });
      expect(reading?.facts).toContainEqual(["State", "completed"]);
      expect(reading?.turns.map((turn) => turn.who)).toEqual(["user", "artifact report"]);
    }
  });

  it("joins the pieces of a streamed artifact", () => {
    const event = (result: unknown) => ({ jsonrpc: "2.0", id: 1, result });
    const reading = stream(
      event({ statusUpdate: { status: { state: "TASK_STATE_WORKING" } } }),
      event({ artifactUpdate: { artifact: { artifactId: "a", name: "r", parts: [{ text: "one " }] } } }),
      event({ artifactUpdate: { append: true, artifact: { artifactId: "a", parts: [{ text: "two" }] } } }),
      event({ statusUpdate: { status: { state: "TASK_STATE_COMPLETED" } } }),
    );
    expect(reading?.facts).toContainEqual(["States", "working → completed"]);
    expect(parts(reading)).toEqual([{ kind: "text", text: "one two" }]);
  });

  it("reads the errors of each protocol", () => {
    expect(
      read({ error: { code: "policy_denied", message: "No.", remedy: { message: "Ask." } } })?.failure,
    ).toMatchObject({ code: "policy_denied" });
    expect(read({ jsonrpc: "2.0", id: 1, error: { code: -32001, message: "No." } })?.failure).toEqual({
      code: "-32001",
      message: "No.",
    });
    const meshed = { code: -32003, message: "No.", data: { code: "policy_denied" } };
    expect(read({ jsonrpc: "2.0", id: 1, error: meshed })?.failure?.code).toBe("policy_denied (-32003)");
    expect(read({ type: "error", error: { type: "overloaded_error", message: "Busy" } })?.failure?.code).toBe(
      "overloaded_error",
    );
    expect(read({ error: "invalid_grant", error_description: "Old" })?.failure).toEqual({
      code: "invalid_grant",
      message: "Old",
    });
    expect(
      stream(
        { choices: [{ delta: { content: "half" } }] },
        { error: { code: "upstream_error", message: "gone" } },
      ),
    ).toMatchObject({
      failure: { code: "upstream_error" },
      turns: [{ parts: [{ text: "half" }] }],
    });
  });

  it("reads a CloudEvent, and nothing into other documents", () => {
    expect(read({ specversion: "1.0", type: "t", source: "s", id: "1", data: { a: 1 } })?.title).toBe(
      "Event t",
    );
    for (const value of [{}, { hello: 1 }, [], { result: 5 }, { messages: "x", model: 1 }])
      expect(read(value)).toBeUndefined();
    for (const text of ["", "plain", "data", "<html>", "{", "data: not json\n\n"])
      expect(readMessage(text)).toBeUndefined();
  });
});

describe("hostile messages", () => {
  const names = [
    "error",
    "method",
    "params",
    "message",
    "messages",
    "model",
    "role",
    "parts",
    "content",
    "choices",
    "delta",
    "tool_calls",
    "function",
    "result",
    "task",
    "status",
    "artifacts",
    "specversion",
    "type",
    "text",
    "source",
    "__proto__",
    "usage",
  ];
  const hostile = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "medium", withCrossShrink: true },
      fc.constantFrom("", "user", "text", "tool_use", "tools/call", "1.0", null, 0, true),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 6 }),
    ),
  })).value;

  it("never break the reader, whatever members they have", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        read(value);
        stream(value, value);
      }),
      { numRuns: 2000 },
    );
  });
});
