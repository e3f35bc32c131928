import OpenAI from "openai";
import { beforeEach, describe, expect, it } from "vitest";
import { answerJson } from "@/lib/protocols/models/testing/vendor-upstream";
import { COST, messages, usage, writerMesh } from "./testing/writer-mesh";

const { mesh, upstream, sdk, recorded } = writerMesh();
const completion = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt-x-2026",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
  usage,
};

beforeEach(() => {
  upstream().answer = (res) => answerJson(res, 200, completion, { "openai-organization": "org-of-the-mesh" });
});

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
      cost: COST,
    });
    expect(line).toMatchObject({
      model: "gpt-x-2026",
      cost: COST,
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

describe("errors in OpenAI's envelope", () => {
  const create = (model: string, badge?: string) =>
    sdk(badge)
      .chat.completions.create({ model, messages })
      .then(
        () => undefined,
        (err: unknown) => err as InstanceType<typeof OpenAI.APIError>,
      );

  it("raises the SDK's class for a missing badge, with a challenge", async () => {
    const err = await create("writer", "no-badge");
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

  it("refuses embeddings of a model of the other format, which has none, and says where to call it", async () => {
    const err = await sdk()
      .embeddings.create({ model: "claude", input: "a" })
      .then(
        () => undefined,
        (thrown: unknown) => thrown as InstanceType<typeof OpenAI.APIError>,
      );
    expect(err).toBeInstanceOf(OpenAI.BadRequestError);
    expect(err?.error).toMatchObject({
      code: "unsupported_operation",
      remedy: { message: "This model can be called at /v1/messages." },
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
      const headers = { authorization: `Bearer ${badge}`, "content-type": "application/json" };
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
