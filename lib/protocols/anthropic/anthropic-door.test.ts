import Anthropic from "@anthropic-ai/sdk";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { modelRoutes } from "@/lib/protocols/models/routes";
import { answerJson, SSE, vendorUpstream } from "@/lib/protocols/models/testing/vendor-upstream";
import type { ModelSpec } from "@/lib/registry/kinds/model";

const mesh = testMesh(modelRoutes);
const upstream = vendorUpstream();
const request = {
  model: "thinker",
  max_tokens: 100,
  messages: [{ role: "user" as const, content: "Hello" }],
};
const usage = {
  input_tokens: 20,
  cache_read_input_tokens: 70,
  cache_creation_input_tokens: 10,
  output_tokens: 30,
};
const message = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-x-2026",
  content: [{ type: "text", text: "Hi" }],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage,
};
/** 20 x 3 + 70 x 0.3 + 10 x 3.75 + 30 x 15, for a million each. */
const COST = "0.000568500000";

beforeAll(async () => {
  const spec: ModelSpec = {
    api: "anthropic",
    url: upstream().url,
    upstreamModel: "claude-x",
    capabilities: ["chat"],
    auth: { type: "none" },
    price: { currency: "USD", input: "3", output: "15", cachedInput: "0.3", cacheWrite: "3.75" },
  };
  await mesh().register("model", "thinker", spec);
  await mesh().register("model", "closed", spec);
  await mesh().register("model", "gpt", { ...spec, api: "openai", url: `${spec.url}/v1` });
  await mesh().policy(`
    @id("open") permit(principal == Agent::"alice", action == Action::"useModel", resource);
    @id("no-closed") @reason("It is closed.") @remedy("Ask its owner.") forbid(principal, action, resource == Model::"closed");`);
});
beforeEach(() => {
  upstream().answer = (res) => answerJson(res, 200, message);
});

/** As the SDK sends its key: `x-api-key`. */
function sdk(badge = mesh().badge({ agent: "alice" })): Anthropic {
  return new Anthropic({ baseURL: mesh().url, apiKey: badge, maxRetries: 0 });
}

async function recorded(callId: string | null | undefined) {
  const { sql } = mesh().mesh.database;
  const [call] = await sql`select * from calls where id = ${callId ?? null}`;
  const [line] = await sql`select * from ledger where call_id = ${callId ?? null}`;
  return { call, line };
}

describe("messages through the mesh", () => {
  it("answers the official SDK with a badge as its key, and records cached tokens at their price", async () => {
    const { data, response } = await sdk().messages.create(request).withResponse();
    expect(data).toMatchObject(message);
    const { call, line } = await recorded(response.headers.get("signalbox-call-id"));
    expect(call).toMatchObject({
      protocol: "anthropic",
      method: "messages",
      status: "completed",
      input_tokens: "100",
      output_tokens: "30",
      cost: COST,
    });
    expect(line).toMatchObject({ model: "claude-x-2026", cost: COST });
  });

  it("sends the format's own headers on and never the badge", async () => {
    const badge = mesh().badge({ agent: "alice" });
    const authToken = new Anthropic({ baseURL: mesh().url, authToken: badge, apiKey: null, maxRetries: 0 });
    const headers = { "anthropic-version": "2024-01-01", "anthropic-beta": "feature-1" };
    await authToken.messages.create(request, { headers });
    await sdk(badge).messages.create(request);
    for (const seen of upstream().seen) {
      expect(JSON.parse(seen.body)).toEqual({ ...request, model: "claude-x" });
      expect(JSON.stringify(seen)).not.toContain(badge);
    }
    expect(upstream().seen[0]?.headers).toMatchObject(headers);
  });

  it("counts tokens without a cost", async () => {
    upstream().answer = (res) => answerJson(res, 200, { input_tokens: 14 });
    const { model, messages } = request;
    const { data, response } = await sdk().messages.countTokens({ model, messages }).withResponse();
    expect(data.input_tokens).toBe(14);
    expect(upstream().seen[0]?.url).toBe("/v1/messages/count_tokens");
    const { call, line } = await recorded(response.headers.get("signalbox-call-id"));
    expect(call).toMatchObject({ method: "messages.count_tokens", status: "completed", cost: null });
    expect(line).toBeUndefined();
  });
});

describe("streamed messages", () => {
  const event = (data: { type: string; [member: string]: unknown }) =>
    `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
  const start = event({
    type: "message_start",
    message: { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
  });
  const tool = { type: "tool_use", id: "t1", name: "find", input: {} };
  const delta = (partial_json: string) =>
    event({ type: "content_block_delta", index: 0, delta: { type: "input_json_delta", partial_json } });
  const block = event({ type: "content_block_start", index: 0, content_block: tool });
  const end =
    event({ type: "content_block_stop", index: 0 }) +
    event({ type: "message_delta", delta: { stop_reason: "tool_use" }, usage: { output_tokens: 30 } }) +
    event({ type: "message_stop" });

  it("passes tool use on to the official SDK byte by byte and records the exact usage", async () => {
    const text = start + block + delta('{"q":') + delta('"a"}') + end;
    upstream().answer = (res) => {
      res.writeHead(200, SSE);
      // Cut where it hurts: inside of names, numbers and line ends.
      for (let at = 0; at < text.length; at += 37) res.write(text.slice(at, at + 37));
      res.end();
    };
    const stream = sdk().messages.stream({
      ...request,
      tools: [{ name: "find", input_schema: { type: "object" } }],
    });
    const final = await stream.finalMessage();
    expect(final.content).toMatchObject([{ type: "tool_use", name: "find", input: { q: "a" } }]);
    const { call, line } = await recorded(stream.response?.headers.get("signalbox-call-id"));
    expect(call).toMatchObject({ status: "completed", input_tokens: "100", output_tokens: "30", cost: COST });
    expect(line?.usage).not.toHaveProperty("estimated");
  });

  it("ends the upstream when the caller goes away, and settles the input that was counted", async () => {
    const closed = new Promise<void>((resolve) => {
      upstream().answer = (res) => {
        res.on("close", resolve);
        res.writeHead(200, SSE).write(start + block + delta("{") + delta('"q"'));
      };
    });
    const stream = sdk().messages.stream(request);
    stream.on("inputJson", (partial) => partial === '"q"' && stream.abort());
    await expect(stream.finalMessage()).rejects.toBeInstanceOf(Anthropic.APIUserAbortError);
    await closed;
    const callId = stream.response?.headers.get("signalbox-call-id");
    await expect.poll(async () => (await recorded(callId)).call?.status).toBe("cancelled");
    const { line } = await recorded(callId);
    expect(line?.usage).toMatchObject({ inputTokens: 100, outputTokens: 2, estimated: true });
  });

  it("raises a stream that breaks instead of passing it for a whole answer", async () => {
    upstream().answer = (res) => {
      res.writeHead(200, SSE).write(start + block, () => res.destroy());
    };
    const stream = sdk().messages.stream(request);
    await expect(stream.finalMessage()).rejects.toThrow(/could not be reached/);
    const callId = stream.response?.headers.get("signalbox-call-id");
    await expect.poll(async () => (await recorded(callId)).call?.status).toBe("failed");
  });
});

describe("errors in Anthropic's envelope", () => {
  const create = (model: string, badge?: string) =>
    sdk(badge)
      .messages.create({ ...request, model })
      .then(
        () => undefined,
        (err: unknown) => err as InstanceType<typeof Anthropic.APIError>,
      );

  it("raises the SDK's class for a bad badge", async () => {
    const err = await create("thinker", "no-badge");
    expect(err).toBeInstanceOf(Anthropic.AuthenticationError);
    expect(err?.errorCode).toBe("invalid_token");
  });

  it("raises a denial with its policy, remedy and call, and sends nothing", async () => {
    const err = await create("closed");
    expect(err).toBeInstanceOf(Anthropic.PermissionDeniedError);
    expect(err?.type).toBe("permission_error");
    expect(err?.error).toMatchObject({
      type: "error",
      error: {
        code: "policy_denied",
        message: "It is closed.",
        policies: ["no-closed"],
        remedy: { message: "Ask its owner." },
      },
    });
    expect(upstream().seen).toHaveLength(0);
    const { call } = await recorded((err?.error as { request_id?: string })?.request_id);
    expect(call).toMatchObject({ status: "denied", protocol: "anthropic" });
  });

  it("raises not found for a model that the mesh has not", async () => {
    expect(await create("nothing")).toBeInstanceOf(Anthropic.NotFoundError);
  });

  it("refuses to count tokens for a model of the other format, which cannot", async () => {
    const { messages } = request;
    const err = await sdk()
      .messages.countTokens({ model: "gpt", messages })
      .then(
        () => undefined,
        (thrown: unknown) => thrown as InstanceType<typeof Anthropic.APIError>,
      );
    expect(err).toBeInstanceOf(Anthropic.BadRequestError);
    expect(err?.errorCode).toBe("unsupported_operation");
    expect(err?.message).toContain("This model can be called at /v1/chat/completions.");
  });

  it("passes a provider's overload on as it said it", async () => {
    const overloaded = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
    upstream().answer = (res) => answerJson(res, 529, overloaded, { "request-id": "req_vendor" });
    const err = await create("thinker");
    expect(err).toBeInstanceOf(Anthropic.OverloadedError);
    expect(err?.error).toEqual(overloaded);
    expect(err?.requestID).toBe("req_vendor");
    const { call } = await recorded(err?.headers?.get("signalbox-call-id"));
    expect(call).toMatchObject({ status: "failed", error_code: "upstream_error", upstream_status: 529 });
  });
});
