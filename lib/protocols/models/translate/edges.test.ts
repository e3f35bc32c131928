import { describe, expect, it } from "vitest";
import { translateRequest as chatAsMessages } from "./chat-to-messages/translate-request";
import { MessageEventsAsChunks } from "./chat-to-messages/translate-stream";
import { translateAnswer as chatAsMessage } from "./messages-to-chat/translate-answer";
import { translateRequest as messagesAsChat } from "./messages-to-chat/translate-request";
import { ChunksAsMessageEvents } from "./messages-to-chat/translate-stream";

const user = (content: unknown) => ({ role: "user", content });
const chat = (...messages: unknown[]) => chatAsMessages({ model: "m", messages }, "up");

describe("a chat completion as a message", () => {
  it("gathers what system and developer say, and leaves out what says nothing", () => {
    expect(
      chat({ role: "system", content: "a" }, user(""), user("x"), {
        role: "developer",
        content: [{ type: "text", text: "b" }],
      }),
    ).toMatchObject({
      system: [
        { type: "text", text: "a" },
        { type: "text", text: "b" },
      ],
      messages: [{ role: "user", content: [{ type: "text", text: "x" }] }],
      max_tokens: 8192,
    });
  });

  it("puts all results of one turn's tools and what follows into one turn", () => {
    const calls = ["a", "b"].map((id) => ({ id, type: "function", function: { name: "f", arguments: "" } }));
    const { messages } = chat(
      user("x"),
      { role: "assistant", content: null, tool_calls: calls },
      { role: "tool", tool_call_id: "a", content: "1" },
      { role: "tool", tool_call_id: "b", content: "2" },
      user("y"),
    ) as { messages: { content: { type: string }[] }[] };
    expect(messages.map(({ content }) => content.map(({ type }) => type))).toEqual([
      ["text"],
      ["tool_use", "tool_use"],
      ["tool_result", "tool_result", "text"],
    ]);
  });

  it.each([
    [
      "arguments that are no object",
      [
        {
          role: "assistant",
          tool_calls: [{ id: "a", type: "function", function: { name: "f", arguments: "[1]" } }],
        },
      ],
    ],
    [
      "an image that is neither data nor address",
      [user([{ type: "image_url", image_url: { url: "file:///etc/passwd" } }])],
    ],
    ["a role that there is not", [{ role: "wizard", content: "x" }]],
    ["no messages", []],
  ])("refuses %s as the caller's mistake", (_, messages) => {
    expect(() => chat(...messages)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });

  it("names what it cannot translate", () => {
    expect(() => chat(user([{ type: "input_audio", input_audio: { data: "", format: "wav" } }]))).toThrow(
      expect.objectContaining({
        code: "unsupported_operation",
        issues: [expect.objectContaining({ path: "messages.content.input_audio" })],
      }),
    );
  });
});

describe("a message as a chat completion", () => {
  const messages = (...content: unknown[]) =>
    (
      messagesAsChat({ model: "m", max_tokens: 5, messages: [user(content)] }, "up") as {
        messages: unknown[];
      }
    ).messages;

  it("lets what a tool shows follow its result", () => {
    const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "AA" } };
    const result = {
      type: "tool_result",
      tool_use_id: "t",
      content: [{ type: "text", text: "seen" }, image],
    };
    expect(messages({ type: "text", text: "look" }, result)).toEqual([
      { role: "tool", tool_call_id: "t", content: "seen" },
      {
        role: "user",
        content: [
          { type: "text", text: "look" },
          { type: "image_url", image_url: { url: "data:image/png;base64,AA" } },
        ],
      },
    ]);
  });

  it("names a block that it cannot translate", () => {
    expect(() => messages({ type: "search_result", source: "x", title: "y", content: [] })).toThrow(
      expect.objectContaining({ code: "unsupported_operation" }),
    );
  });

  it("does not pass a broken tool call for a whole one", () => {
    const call = { id: "a", type: "function", function: { name: "f", arguments: '{"x":' } };
    const answer = {
      id: "1",
      model: "m",
      choices: [{ message: { content: null, tool_calls: [call] }, finish_reason: "tool_calls" }],
    };
    expect(() => chatAsMessage(answer)).toThrow(expect.objectContaining({ code: "upstream_invalid" }));
    expect(() => chatAsMessage({ ...answer, choices: [] })).toThrow(
      expect.objectContaining({ code: "upstream_invalid" }),
    );
  });
});

describe("streams", () => {
  it("pass the provider's error on in the caller's format and end there", () => {
    const toChat = new MessageEventsAsChunks({ usageAsked: true });
    expect(
      toChat.take({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
    ).toContain('"message":"Overloaded"');
    expect(toChat.end()).toBe("");
    const toMessages = new ChunksAsMessageEvents();
    expect(toMessages.take({ error: { message: "busy" } })).toMatch(/^event: error\n.*"busy"/s);
    expect(toMessages.end()).toBe("");
  });

  it("that end in the middle are failures", () => {
    const cut = expect.objectContaining({ code: "upstream_invalid" });
    const toChat = new MessageEventsAsChunks({ usageAsked: true });
    toChat.take({ type: "message_start", message: { id: "a", model: "m" } });
    expect(() => toChat.end()).toThrow(cut);
    const toMessages = new ChunksAsMessageEvents();
    toMessages.take({ id: "a", model: "m", choices: [{ index: 0, delta: { content: "x" } }] });
    expect(() => toMessages.end()).toThrow(cut);
  });

  it("whose tool calls are mixed are refused, because blocks cannot be opened again", () => {
    const stream = new ChunksAsMessageEvents();
    const part = (index: number) => ({
      choices: [
        { delta: { tool_calls: [{ index, id: `t${index}`, function: { name: "f", arguments: "{" } }] } },
      ],
    });
    stream.take(part(0));
    stream.take(part(1));
    expect(() => stream.take(part(0))).toThrow(expect.objectContaining({ code: "upstream_invalid" }));
  });

  it("of a provider that sends a tool's input at once carry it whole", () => {
    const stream = new MessageEventsAsChunks({ usageAsked: false });
    const block = { type: "tool_use", id: "t", name: "f", input: { a: 1 } };
    expect(stream.take({ type: "content_block_start", index: 0, content_block: block })).toContain(
      '"arguments":"{\\"a\\":1}"',
    );
  });
});
