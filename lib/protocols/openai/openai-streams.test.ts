import { beforeEach, describe, expect, it } from "vitest";
import { SSE } from "@/lib/protocols/models/testing/vendor-upstream";
import { COST, messages, usage, writerMesh } from "./testing/writer-mesh";

const { mesh, upstream, sdk, recorded } = writerMesh();

describe("streamed chat completions", () => {
  const chunk = (delta: object, extra: object = {}) =>
    `data: ${JSON.stringify({ id: "c", model: "gpt-x-2026", choices: [{ index: 0, delta }], ...extra })}\n\n`;
  const usageChunk = `data: ${JSON.stringify({ id: "c", model: "gpt-x-2026", choices: [], usage })}\n\n`;
  const tool = { index: 0, id: "t1", type: "function", function: { name: "find", arguments: '{"q":"a"}' } };
  const finish = `data: ${JSON.stringify({ id: "c", choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }] })}\n\n`;
  const events = [
    chunk({ role: "assistant" }),
    chunk({ tool_calls: [tool] }),
    finish,
    usageChunk,
    "data: [DONE]\n\n",
  ];

  beforeEach(() => {
    upstream().answer = (res) => res.writeHead(200, SSE).end(events.join(""));
  });

  it("counts a usage that the caller did not ask for, and keeps it from the caller", async () => {
    const badge = mesh().badge({ agent: "alice" });
    const response = await fetch(`${mesh().url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${badge}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "writer", messages, stream: true }),
    });
    expect(await response.text()).toBe(events.filter((event) => event !== usageChunk).join(""));
    expect(JSON.parse(upstream().seen[0]?.body ?? "")).toMatchObject({
      stream_options: { include_usage: true },
    });
    const { call, line } = await recorded(response.headers.get("signalbox-call-id"));
    expect(call).toMatchObject({ status: "completed", input_tokens: "1000", output_tokens: "50" });
    expect(line?.cost).toBe(COST);
  });

  it("passes tools and an asked-for usage on to the official SDK", async () => {
    const stream = sdk().chat.completions.stream({
      model: "writer",
      messages,
      stream_options: { include_usage: true },
      tools: [{ type: "function", function: { name: "find", parameters: {} } }],
    });
    const final = await stream.finalChatCompletion();
    expect(final.choices[0]?.message.tool_calls).toMatchObject([
      { id: "t1", function: { name: "find", arguments: '{"q":"a"}' } },
    ]);
    expect(await stream.totalUsage()).toMatchObject({ prompt_tokens: 1000 });
  });

  it("hands each event on before the next has come", async () => {
    let next: () => void = () => {};
    upstream().answer = (res) => {
      res.writeHead(200, SSE).write(chunk({ content: "first" }));
      next = () => res.end(`${chunk({ content: "second" })}data: [DONE]\n\n`);
    };
    const stream = await sdk().chat.completions.create({ model: "writer", messages, stream: true });
    const texts: unknown[] = [];
    for await (const part of stream) {
      texts.push(part.choices[0]?.delta.content);
      next();
    }
    expect(texts).toEqual(["first", "second"]);
  });

  it("ends the upstream when the caller goes away, and settles what went through as an estimate", async () => {
    const closed = new Promise<void>((resolve) => {
      upstream().answer = (res) => {
        res.on("close", resolve);
        res.writeHead(200, SSE).write(chunk({ content: "a" }) + chunk({ content: "b" }));
      };
    });
    const { data: stream, response } = await sdk()
      .chat.completions.create({ model: "writer", messages, stream: true })
      .withResponse();
    for await (const part of stream) if (part.choices[0]?.delta.content === "b") break;
    await closed;
    const callId = response.headers.get("signalbox-call-id");
    await expect.poll(async () => (await recorded(callId)).call?.status).toBe("cancelled");
    const { call, line } = await recorded(callId);
    expect(call).toMatchObject({ error_code: "cancelled", output_tokens: "2" });
    expect(line?.usage).toMatchObject({ outputTokens: 2, estimated: true });
  });

  it("raises a stream that breaks, and records it as failed", async () => {
    upstream().answer = (res) => {
      res.writeHead(200, SSE).write(chunk({ content: "a" }), () => res.destroy());
    };
    const { data: stream, response } = await sdk()
      .chat.completions.create({ model: "writer", messages, stream: true })
      .withResponse();
    const drain = async () => {
      for await (const _ of stream);
    };
    await expect(drain()).rejects.toMatchObject({ code: "upstream_unreachable" });
    const callId = response.headers.get("signalbox-call-id");
    await expect.poll(async () => (await recorded(callId)).call?.status).toBe("failed");
  });
});
