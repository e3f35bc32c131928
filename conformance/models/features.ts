import { strict as assert } from "node:assert";
import type { Lane } from "./lane";
import type { Asked, Said } from "./script";

/** One thing that must work in every lane. Throws when it does not. */
export interface Feature {
  name: string;
  /** Where it is tried; everywhere when missing. */
  applies?(lane: Lane): boolean;
  run(lane: Lane): Promise<void>;
}

const usage = { input: 1200, cached: 400, output: 90, reasoning: 30 };
/** 800 x 2.5 + 400 x 0.25 + 60 x 10 + 30 x 12, for a million each. */
const COST = "0.003060000000";

const hello: Asked = { turns: [{ role: "user", parts: [{ text: "Hello" }] }], limit: 300 };
const hi: Said = { text: "Hi — grüß dich 👋", stop: "end", usage };
const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const weather = { name: "weather", description: "Tells the weather.", schema };
const calls = [
  { id: "call_a", name: "weather", args: { city: "Bern" } },
  { id: "call_b", name: "weather", args: { city: 'Z"ürich\n', nested: { list: [1, null, "x"] } } },
];
const PNG = "data:image/png;base64,iVBORw0KGgo=";

export const FEATURES: readonly Feature[] = [
  feature("chat", hello, hi),
  feature("system prompt and several turns", {
    ...hello,
    system: "Be brief.",
    turns: [
      { role: "user", parts: [{ text: "One" }] },
      { role: "assistant", parts: [{ text: "Two" }] },
      { role: "user", parts: [{ text: "Three" }] },
    ],
  }),
  feature("temperature and stop sequences", { ...hello, temperature: 0.2, stops: ["END", "###"] }),
  feature(
    "tools and a tool call",
    { ...hello, tools: [weather], choice: "auto" },
    { calls: calls.slice(0, 1), stop: "tools", usage },
  ),
  feature(
    "text and parallel tool calls",
    { ...hello, tools: [weather] },
    { text: "Both.", calls, stop: "tools", usage },
  ),
  feature("tool results", {
    ...hello,
    tools: [weather],
    turns: [
      { role: "user", parts: [{ text: "Weather?" }] },
      { role: "assistant", parts: [{ text: "I look." }, ...calls.map((call) => ({ call }))] },
      {
        role: "user",
        parts: [
          { result: { id: "call_a", text: "sunny" } },
          { result: { id: "call_b", text: "rain" } },
          { text: "And now?" },
        ],
      },
    ],
  }),
  feature("any tool, one tool, no tool", { ...hello, tools: [weather], choice: "any" }),
  feature("one tool by name", { ...hello, tools: [weather], choice: { name: "weather" } }),
  feature("no tool", { ...hello, tools: [weather], choice: "none" }),
  feature("one tool call at a time", { ...hello, tools: [weather], choice: "auto", oneCallAtATime: true }),
  feature("images as data and by address", {
    ...hello,
    turns: [
      {
        role: "user",
        parts: [{ text: "What is this?" }, { image: PNG }, { image: "https://example.com/a.png" }],
      },
    ],
  }),
  feature("a PDF", {
    ...hello,
    turns: [{ role: "user", parts: [{ pdf: "JVBERi0=" }, { text: "Sum up." }] }],
  }),
  feature("structured output", { ...hello, schema }, { ...hi, text: '{"city":"Bern"}' }),
  feature("cut by the limit", hello, { text: "Hi th", stop: "length", usage }),
  feature("refused by the provider's filter", hello, { text: "I cannot.", stop: "refused", usage }),
  feature("streamed text", hello, hi, true),
  feature(
    "streamed text and parallel tool calls",
    { ...hello, tools: [weather] },
    { text: "Both.", calls, stop: "tools", usage },
    true,
  ),
  feature("streamed and cut by the limit", hello, { text: "Hi th", stop: "length", usage }, true),
];

/** The provider gets the question in its own words, the client hears what the provider said, and the record has its exact usage and cost. */
function feature(name: string, asked: Asked, said: Said = hi, streamed = false): Feature {
  return {
    name,
    async run(lane) {
      lane.says(said, streamed);
      lane.vendor.seen.length = 0;
      const heard = await lane.ask(asked, { streamed });
      assert.deepEqual(heard, said);
      const [seen] = lane.vendor.seen;
      const { stream, stream_options, ...body } = seen?.body ?? {};
      assert.deepEqual(body, lane.expected(asked));
      assert.equal(stream ?? false, streamed);
      if (streamed && lane.provider === "openai") assert.deepEqual(stream_options, { include_usage: true });
      assert.equal(seen?.url, lane.provider === "openai" ? "/v1/chat/completions" : "/v1/messages");
      // A version of the client's own is passed on; the mesh translates to the one that it knows.
      if (lane.provider === "anthropic" && lane.client === "openai")
        assert.equal(seen?.headers["anthropic-version"], "2023-06-01");
      const { status, cost, usage: counted } = await lane.recorded();
      assert.deepEqual([status, cost], ["completed", COST]);
      const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens } = counted as Record<
        string,
        number
      >;
      assert.deepEqual([inputTokens, cachedInputTokens, outputTokens, reasoningTokens], [1200, 400, 90, 30]);
    },
  };
}
