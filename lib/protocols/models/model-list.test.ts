import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ScriptedModel, startScriptedModel } from "@/examples/scripted-model/start-scripted-model";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import type { ModelSpec } from "@/lib/registry/kinds/model";
import { modelRoutes } from "./routes";

const mesh = testMesh(modelRoutes);
let scripted: ScriptedModel;

beforeAll(async () => {
  scripted = await startScriptedModel({ pauseMs: 0 });
  const openai: ModelSpec = {
    api: "openai",
    url: `${scripted.url}/v1`,
    upstreamModel: "scripted-chat-1",
    capabilities: ["chat"],
    auth: { type: "none" },
  };
  const anthropic: ModelSpec = { ...openai, api: "anthropic", url: scripted.url };
  const embedding: ModelSpec = {
    ...openai,
    upstreamModel: "scripted-embedding-1",
    capabilities: ["embeddings"],
  };
  await mesh().register("model", "writer", openai, { title: "Writer" });
  await mesh().register("model", "embedder", embedding);
  await mesh().register("model", "secret", openai);
  await mesh().register("model", "sketch", openai);
  const { registry, database } = mesh().mesh;
  await database.sql`update assets set lifecycle = 'draft' where name = 'sketch'`;
  await registry.refresh();
  await mesh().register("model", "thinker", anthropic, { title: "Thinker" });
  await mesh().policy(`
    permit(principal, action == Action::"useModel", resource) unless { resource == Model::"secret" };
    permit(principal == Agent::"insider", action, resource == Model::"secret");`);
});
afterAll(() => scripted.close());

const openai = (agent: string) =>
  new OpenAI({ baseURL: `${mesh().url}/v1`, apiKey: mesh().badge({ agent }), maxRetries: 0 });
const anthropic = (agent: string) =>
  new Anthropic({ baseURL: mesh().url, apiKey: mesh().badge({ agent }), maxRetries: 0 });

describe("the list of models", () => {
  it("shows each caller the models that it may use, in the format that it speaks", async () => {
    const names = async (agent: string) => (await openai(agent).models.list()).data.map(({ id }) => id);
    expect(await names("outsider")).toEqual(["embedder", "thinker", "writer"]);
    expect(await names("insider")).toEqual(["embedder", "secret", "thinker", "writer"]);
    const listed: unknown[] = [];
    for await (const model of anthropic("outsider").models.list()) listed.push(model);
    // Chat is translated; embeddings exist in OpenAI's format only.
    expect(listed).toMatchObject([
      { type: "model", id: "thinker", display_name: "Thinker" },
      { type: "model", id: "writer", display_name: "Writer" },
    ]);
  });

  it("describes one model, to each SDK in its shape", async () => {
    const model = await openai("outsider").models.retrieve("writer");
    expect(model).toMatchObject({ id: "writer", object: "model", owned_by: "test" });
    expect(Math.abs(model.created - Date.now() / 1000)).toBeLessThan(600);
    expect(await anthropic("outsider").models.retrieve("thinker")).toMatchObject({ display_name: "Thinker" });
  });

  it("answers a model that may not be seen exactly like one that does not exist", async () => {
    const headers = { authorization: `Bearer ${mesh().badge({ agent: "outsider" })}` };
    const answer = async (name: string) => {
      const response = await fetch(`${mesh().url}/v1/models/${name}`, { headers });
      return [response.status, await response.text()];
    };
    expect(await answer("secret")).toEqual(await answer("nothing"));
    expect(await answer("sketch")).toEqual(await answer("nothing"));
    expect((await answer("secret"))[0]).toBe(404);
  });

  it("is for callers with a badge only", async () => {
    const stranger = new OpenAI({ baseURL: `${mesh().url}/v1`, apiKey: "none", maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  });
});

describe("a model through the mesh", () => {
  it("embeds texts, and counts them without a ledger line when there is no price", async () => {
    const { data, response } = await openai("outsider")
      .embeddings.create({ model: "embedder", input: ["a harbour", "a contract"] })
      .withResponse();
    expect(data.data.map(({ embedding }) => embedding.length)).toEqual([256, 256]);
    const id = response.headers.get("signalbox-call-id");
    const { sql } = mesh().mesh.database;
    const [call] = await sql`select * from calls where id = ${id}`;
    expect(call).toMatchObject({
      method: "embeddings",
      input_tokens: String(data.usage.prompt_tokens),
      cost: null,
    });
    expect(await sql`select 1 from ledger where call_id = ${id}`).toEqual([]);
  });

  it("refuses a chat model that is asked for embeddings", async () => {
    const refused = openai("outsider").embeddings.create({ model: "writer", input: "a" });
    await expect(refused).rejects.toMatchObject({ status: 400, code: "unsupported_operation" });
  });

  it.each(["writer", "thinker"])(
    "runs an agent's whole conversation with tools, streamed, with %s",
    async (model) => {
      const runner = openai("outsider").chat.completions.runTools({
        model,
        stream: true,
        messages: [{ role: "user", content: "Give me an overview of Harbour Lines" }],
        tools: [
          {
            type: "function",
            function: {
              name: "find_customer",
              description: "Finds customers by name.",
              parameters: { type: "object", properties: { query: { type: "string" } } },
              parse: JSON.parse,
              function: ({ query }: { query: string }) => JSON.stringify([{ id: "c-1", name: query }]),
            },
          },
        ],
      });
      expect(await runner.finalContent()).toBe("Harbour Lines has 0 deals.");
      const stream = anthropic("outsider").messages.stream({
        model,
        max_tokens: 50,
        messages: [{ role: "user", content: "Hello" }],
      });
      expect(await stream.finalText()).toMatch(/scripted model/);
      const rows = await mesh().calls();
      expect(rows.filter(({ status }) => status === "admitted")).toEqual([]);
    },
  );
});
