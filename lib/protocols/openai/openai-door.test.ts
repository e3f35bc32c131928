import OpenAI from "openai";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { putSecret } from "@/lib/identity/put-secret";
import { vaultService } from "@/lib/identity/vault";
import { modelRoutes } from "@/lib/protocols/models/routes";
import { answerJson, SSE, vendorUpstream } from "@/lib/protocols/models/testing/vendor-upstream";
import type { ModelSpec } from "@/lib/registry/kinds/model";

const mesh = testMesh(modelRoutes);
const upstream = vendorUpstream();
const messages = [{ role: "user" as const, content: "Hello" }];
const usage = {
  prompt_tokens: 1000,
  completion_tokens: 50,
  total_tokens: 1050,
  prompt_tokens_details: { cached_tokens: 400 },
  completion_tokens_details: { reasoning_tokens: 20 },
};
const completion = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt-x-2026",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
  usage,
};

beforeAll(async () => {
  const spec: ModelSpec = {
    api: "openai",
    url: `${upstream().url}/v1`,
    upstreamModel: "gpt-x",
    capabilities: ["chat"],
    auth: { type: "bearer", secret: "vendor-key" },
    price: { currency: "USD", input: "2.5", output: "10", cachedInput: "1.25" },
  };
  const { database, services } = mesh().mesh;
  const secret = { name: "vendor-key", value: "sk-vendor-secret-1" };
  await putSecret(database.db, services.get(vaultService), secret, MESH_AUTHOR);
  await mesh().register("model", "writer", spec);
  await mesh().register("model", "closed", spec);
  await mesh().register("model", "claude", { ...spec, api: "anthropic" });
  await mesh().policy(`
    @id("open") permit(principal == Agent::"alice", action == Action::"useModel", resource);
    @id("no-closed") @reason("It is closed.") @remedy("Ask its owner.") forbid(principal, action, resource == Model::"closed");`);
});
beforeEach(() => {
  upstream().answer = (res) => answerJson(res, 200, completion, { "openai-organization": "org-of-the-mesh" });
});

function sdk(options: { badge?: string } = {}): OpenAI {
  const apiKey = options.badge ?? mesh().badge({ agent: "alice" });
  return new OpenAI({ baseURL: `${mesh().url}/v1`, apiKey, maxRetries: 0 });
}

async function recorded(callId: string | null | undefined) {
  const { sql } = mesh().mesh.database;
  const [call] = await sql`select * from calls where id = ${callId ?? null}`;
  const [line] = await sql`select * from ledger where call_id = ${callId ?? null}`;
  return { call, line };
}

describe("chat completions through the mesh", () => {
  it("answers the official SDK, and records tokens and their exact cost", async () => {
    const { data, response } = await sdk()
      .chat.completions.create({ model: "writer", messages })
      .withResponse();
    expect(data).toEqual(completion);
    expect(response.headers.get("openai-organization")).toBeNull();
    const { call, line } = await recorded(response.headers.get("signalbox-call-id"));
    expect(call).toMatchObject({
      protocol: "openai",
      method: "chat.completions",
      action: "useModel",
      callee_name: "writer",
      operation: "gpt-x",
      status: "completed",
      input_tokens: "1000",
      output_tokens: "50",
      // 600 x 2.5 + 400 x 1.25 + 50 x 10, for a million each
      cost: "0.002500000000",
    });
    expect(line).toMatchObject({
      model: "gpt-x-2026",
      cost: "0.002500000000",
      currency: "USD",
      usage: {
        model: "gpt-x-2026",
        inputTokens: 1000,
        outputTokens: 50,
        cachedInputTokens: 400,
        reasoningTokens: 20,
      },
    });
  });

  it("sends the body on as it came but for the model's name, with the mesh's credential", async () => {
    const schema = { type: "object", properties: { n: { type: "number" } } };
    const body = `{"model" : "writer", "seed": 90071992547409931, "temperature":1.0, "messages":[{"role":"user","content":"h\\u00e9"}],
      "response_format": ${JSON.stringify({ type: "json_schema", json_schema: { name: "s", schema } })}, "x_vendor": null}`;
    const badge = mesh().badge({ agent: "alice" });
    const headers = { authorization: `Bearer ${badge}`, "content-type": "application/json", cookie: "a=b" };
    const response = await fetch(`${mesh().url}/v1/chat/completions`, { method: "POST", body, headers });
    expect(response.status).toBe(200);
    const [seen] = upstream().seen;
    expect(seen?.url).toBe("/v1/chat/completions");
    expect(seen?.body).toBe(body.replace('"writer"', '"gpt-x"'));
    expect(seen?.headers.authorization).toBe("Bearer sk-vendor-secret-1");
    expect(seen?.headers.cookie).toBeUndefined();
    expect(JSON.stringify(seen)).not.toContain(badge);
  });

  it("gives a repeated idempotency key the first answer, without a second use", async () => {
    const options = { headers: { "idempotency-key": "order-1" } };
    const first = await sdk().chat.completions.create({ model: "writer", messages }, options);
    const second = await sdk().chat.completions.create({ model: "writer", messages }, options);
    expect(second).toEqual(first);
    expect(upstream().seen).toHaveLength(1);
  });
});

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
      headers: { authorization: `Bearer ${badge}` },
      body: JSON.stringify({ model: "writer", messages, stream: true }),
    });
    expect(await response.text()).toBe(events.filter((event) => event !== usageChunk).join(""));
    expect(JSON.parse(upstream().seen[0]?.body ?? "")).toMatchObject({
      stream_options: { include_usage: true },
    });
    const { call, line } = await recorded(response.headers.get("signalbox-call-id"));
    expect(call).toMatchObject({ status: "completed", input_tokens: "1000", output_tokens: "50" });
    expect(line?.cost).toBe("0.002500000000");
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

describe("errors in OpenAI's envelope", () => {
  const create = (model: string, options?: { badge?: string }) =>
    sdk(options)
      .chat.completions.create({ model, messages })
      .then(
        () => undefined,
        (err: unknown) => err as InstanceType<typeof OpenAI.APIError>,
      );

  it("raises the SDK's class for a missing badge, with a challenge", async () => {
    const err = await create("writer", { badge: "no-badge" });
    expect(err).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(err?.code).toBe("invalid_token");
    expect(err?.headers?.get("www-authenticate")).toMatch(/^Bearer /);
  });

  it("raises a denial with its policy, remedy and call, and sends nothing", async () => {
    const err = await create("closed");
    expect(err).toBeInstanceOf(OpenAI.PermissionDeniedError);
    expect(err?.error).toMatchObject({
      type: "permission_error",
      code: "policy_denied",
      message: "It is closed.",
      policies: ["no-closed"],
      remedy: { message: "Ask its owner." },
    });
    expect(upstream().seen).toHaveLength(0);
    const { call } = await recorded((err?.error as { call_id?: string })?.call_id);
    expect(call).toMatchObject({ status: "denied", error_code: "policy_denied" });
  });

  it("raises not found for a model that the mesh has not", async () => {
    const err = await create("nothing");
    expect(err).toBeInstanceOf(OpenAI.NotFoundError);
    expect(err?.code).toBe("not_found");
  });

  it("refuses a model of the other format and says where to call it", async () => {
    const err = await create("claude");
    expect(err).toBeInstanceOf(OpenAI.BadRequestError);
    expect(err?.error).toMatchObject({
      code: "unsupported_operation",
      remedy: { message: "Call this model at /v1/messages." },
    });
    expect(upstream().seen).toHaveLength(0);
  });

  it("passes a provider's limit on as it said it, and records the failure", async () => {
    const error = { message: "Slow down", type: "requests", param: null, code: "rate_limit_exceeded" };
    upstream().answer = (res) => answerJson(res, 429, { error }, { "retry-after": "7" });
    const err = await create("writer");
    expect(err).toBeInstanceOf(OpenAI.RateLimitError);
    expect(err?.error).toEqual(error);
    expect(err?.headers?.get("retry-after")).toBe("7");
    const { call, line } = await recorded(err?.headers?.get("signalbox-call-id"));
    expect(call).toMatchObject({ status: "failed", error_code: "upstream_error", upstream_status: 429 });
    expect(call?.error_message).toContain("Slow down");
    expect(line).toBeUndefined();
  });

  it("does not pass for the caller's fault that the provider refuses the mesh's key", async () => {
    const error = {
      message: "Incorrect API key provided: sk-vendor-secret-1",
      type: "invalid_request_error",
    };
    upstream().answer = (res) => answerJson(res, 401, { error });
    const err = await create("writer");
    expect(err?.status).toBe(502);
    expect(err?.code).toBe("upstream_error");
    expect(JSON.stringify(err?.error)).not.toContain("sk-vendor");
  });

  it("tells a body that is no request by its member, without reaching the provider", async () => {
    const badge = mesh().badge({ agent: "alice" });
    for (const body of ["", "[]", "{", '{"model":7}', '{"model":"a","model":"writer"}']) {
      const headers = { authorization: `Bearer ${badge}` };
      const response = await fetch(`${mesh().url}/v1/chat/completions`, { method: "POST", headers, body });
      expect(response.status).toBe(400);
      const { error } = (await response.json()) as { error: Record<string, unknown> };
      expect(error).toMatchObject({ code: "invalid_request", type: "invalid_request_error" });
    }
    expect(upstream().seen).toHaveLength(0);
  });

  it("answers an address or method that it does not serve in the same envelope", async () => {
    const missing = await fetch(`${mesh().url}/v1/responses`, { method: "POST", body: "{}" });
    expect([missing.status, await missing.json()]).toMatchObject([404, { error: { code: "not_found" } }]);
    const wrong = await fetch(`${mesh().url}/v1/chat/completions`);
    expect([wrong.status, await wrong.json()]).toMatchObject([
      405,
      { error: { code: "method_not_allowed" } },
    ]);
  });
});
