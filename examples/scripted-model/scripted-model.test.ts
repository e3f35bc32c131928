import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countTokens } from "./count-tokens";
import { type ScriptedModel, startScriptedModel } from "./start-scripted-model";

const customers = [{ id: "c-7", name: "Harbour Freight Lines" }];
const deals = [{ id: "d-1", title: "Renewal", stage: "negotiation", amount: 42000, currency: "EUR" }];
const answers: Record<string, unknown> = {
  find_customer: customers,
  get_deals: { deals },
  get_activities: [],
};
const request = "Give me an overview of Harbour Freight Lines, please.";

let model: ScriptedModel;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  model = await startScriptedModel({ pauseMs: 0, apiKey: "scripted-key" });
  openai = new OpenAI({ baseURL: `${model.url}/v1`, apiKey: "scripted-key", maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: model.url, apiKey: "scripted-key", maxRetries: 0 });
});
afterAll(() => model.close());

describe("the scripted model", () => {
  it("plays an agent's model: asks for tools in order, then writes from their results (OpenAI)", async () => {
    const tools = Object.keys(answers).map((name) => ({
      type: "function" as const,
      function: { name: `crm__${name}`, parameters: { type: "object" } },
    }));
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: request }];
    const asked: unknown[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const completion = await openai.chat.completions.create({ model: "scripted-chat-1", messages, tools });
      const message = completion.choices[0]?.message;
      if (!message?.tool_calls) {
        expect(message?.content).toBe(
          "Harbour Freight Lines has 1 deal.\n- Renewal: negotiation, 42000, EUR",
        );
        expect(completion.system_fingerprint).toBe("scripted:customer-brief");
        break;
      }
      messages.push(message);
      for (const call of message.tool_calls) {
        if (call.type !== "function") continue;
        asked.push([call.function.name, JSON.parse(call.function.arguments)]);
        const answer = answers[call.function.name.replace("crm__", "")];
        messages.push({ role: "tool", tool_call_id: call.id, content: JSON.stringify(answer) });
      }
    }
    expect(asked).toEqual([
      ["crm__find_customer", { query: "Harbour Freight Lines" }],
      ["crm__get_deals", { customer_id: "c-7" }],
      ["crm__get_activities", { customer_id: "c-7" }],
    ]);
  });

  it("does the same in Anthropic's dialect, streamed", async () => {
    const tools = [{ name: "find_customer", input_schema: { type: "object" as const } }];
    const messages: Anthropic.MessageParam[] = [{ role: "user", content: request }];
    const body = { model: "scripted-chat-1", max_tokens: 200, tools };
    const first = await anthropic.messages.stream({ ...body, messages }).finalMessage();
    const use = first.content.find((block) => block.type === "tool_use");
    expect(first.stop_reason).toBe("tool_use");
    expect(use).toMatchObject({ name: "find_customer", input: { query: "Harbour Freight Lines" } });
    messages.push({ role: "assistant", content: first.content });
    const result = {
      type: "tool_result" as const,
      tool_use_id: use?.id ?? "",
      content: "Error: not permitted",
    };
    messages.push({ role: "user", content: [result] });
    const last = await anthropic.messages.create({ ...body, messages });
    expect(last.content).toEqual([
      { type: "text", text: "I could not look at Harbour Freight Lines: Error: not permitted" },
    ]);
    expect(last.usage.output_tokens).toBe(
      countTokens("I could not look at Harbour Freight Lines: Error: not permitted"),
    );
  });

  it("streams what it says whole, with the same usage", async () => {
    const body = {
      model: "scripted-chat-1",
      messages: [{ role: "user" as const, content: "Summarise: it works. And more." }],
    };
    const whole = await openai.chat.completions.create(body);
    const stream = await openai.chat.completions.create({
      ...body,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let usage: unknown;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe("In short: it works.");
    expect(whole.choices[0]?.message.content).toBe(text);
    expect(usage).toEqual(whole.usage);
  });

  it("cuts at the token limit and says so", async () => {
    const completion = await openai.chat.completions.create({
      model: "scripted-chat-1",
      max_completion_tokens: 3,
      messages: [{ role: "user", content: "Hello" }],
    });
    expect(completion.choices[0]?.finish_reason).toBe("length");
    expect(completion.usage?.completion_tokens).toBe(3);
  });

  it("embeds texts that share words nearer to each other than to others", async () => {
    const { data } = await openai.embeddings.create({
      model: "scripted-embedding-1",
      input: ["the harbour contract", "a harbour contract", "green apples"],
    });
    const [a, b, c] = data.map(({ embedding }) => embedding);
    const dot = (x: number[] = [], y: number[] = []) => x.reduce((sum, v, i) => sum + v * (y[i] ?? 0), 0);
    expect(a).toHaveLength(256);
    expect(dot(a, b)).toBeGreaterThan(dot(a, c));
  });

  it("refuses a wrong key and an unknown model in each vendor's envelope", async () => {
    const stranger = new OpenAI({ baseURL: `${model.url}/v1`, apiKey: "wrong", maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    const body = { model: "nothing", max_tokens: 5, messages: [{ role: "user" as const, content: "Hi" }] };
    await expect(openai.chat.completions.create(body)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(anthropic.messages.create(body)).rejects.toBeInstanceOf(Anthropic.NotFoundError);
  });

  it("lists its models to both SDKs, as scripted", async () => {
    const listed = await openai.models.list();
    expect(listed.data.map(({ id }) => id)).toEqual(["scripted-chat-1", "scripted-embedding-1"]);
    expect(listed.data.every(({ owned_by }) => owned_by === "scripted")).toBe(true);
    const { data } = await anthropic.models.list();
    expect(data[0]?.display_name).toMatch(/Scripted/);
  });

  it("plays an agent's model in Gemini's dialect too, whole and as a stream", async () => {
    const say = async (verb: string, contents: unknown[]) => {
      const response = await fetch(`${model.url}/v1beta/models/any:${verb}`, {
        method: "POST",
        headers: { "x-goog-api-key": "scripted-key", "content-type": "application/json" },
        body: JSON.stringify({
          contents,
          tools: [{ functionDeclarations: Object.keys(answers).map((name) => ({ name })) }],
        }),
      });
      return (await response.text()).replace(/^data: /, "");
    };
    const contents: unknown[] = [{ role: "user", parts: [{ text: request }] }];
    for (const name of Object.keys(answers)) {
      const answer = JSON.parse(await say("generateContent", contents));
      const { functionCall } = answer.candidates[0].content.parts[0];
      expect(functionCall.name).toBe(name);
      const functionResponse = { name, response: { output: answers[name] } };
      contents.push(
        { role: "model", parts: [{ functionCall }] },
        { role: "user", parts: [{ functionResponse }] },
      );
    }
    const { candidates, usageMetadata } = JSON.parse(await say("streamGenerateContent?alt=sse", contents));
    expect(candidates[0]).toMatchObject({
      finishReason: "STOP",
      content: { parts: [{ text: expect.any(String) }] },
    });
    const counted = JSON.parse(await say("countTokens", contents));
    expect(usageMetadata.promptTokenCount).toBe(counted.totalTokens);
    const stranger = await fetch(`${model.url}/v1beta/models/any:countTokens`, {
      method: "POST",
      body: "{}",
    });
    expect(stranger.status).toBe(401);
  });
});
