import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { openTestMesh, type TestMesh } from "@/lib/gateway/testing/open-test-mesh";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { askAnthropic, heardByAnthropic, sayAsAnthropic, streamAsAnthropic } from "./anthropic-side";
import { askOpenai, heardByOpenai, sayAsOpenai, streamAsOpenai } from "./openai-side";
import type { Asked, Format, Said } from "./script";
import { events, json, startVendor, type VendorServer } from "./vendor-server";

/** An official client on one side of the mesh, a provider on the other. */
export interface Lane {
  client: Format;
  provider: Format;
  vendor: VendorServer;
  /** Puts the question through the client. */
  ask(asked: Asked, options?: AskOptions): Promise<Said>;
  /** Makes the provider answer so, whole or as a stream. */
  says(said: Said, streamed?: boolean): void;
  /** The question in the provider's own words, as a hand would write it. */
  expected(asked: Asked): Record<string, unknown>;
  /** What is on record of the last call. */
  recorded(): Promise<{ status: unknown; usage: unknown; cost: unknown }>;
}

export interface AskOptions {
  streamed?: boolean;
  model?: string;
  /** Members of the client's own format. */
  extra?: Record<string, unknown>;
  signal?: AbortSignal;
  badge?: string;
}

export const PRICE = { currency: "USD", input: "2.5", output: "10", cachedInput: "0.25", reasoning: "12" };

/** All four lanes over one mesh. */
export async function openLanes(): Promise<{ lanes: Lane[]; mesh: TestMesh; close(): Promise<void> }> {
  const mesh = await openTestMesh(gatewayApp);
  const vendors = { openai: await startVendor(), anthropic: await startVendor() };
  for (const api of ["openai", "anthropic"] as const) {
    const url = api === "openai" ? `${vendors.openai.url}/v1` : vendors.anthropic.url;
    const capabilities = api === "openai" ? (["chat", "embeddings"] as const) : (["chat"] as const);
    const spec = { api, url, upstreamModel: "model-x", auth: { type: "none" as const }, price: PRICE };
    for (const name of [`by-${api}`, "closed"])
      await mesh.register("model", name, { ...spec, capabilities: [...capabilities] });
  }
  await mesh.policy(`
    @id("open") permit(principal, action == Action::"useModel", resource);
    @id("no-closed") forbid(principal, action, resource == Model::"closed");`);
  const formats = ["openai", "anthropic"] as const;
  const lanes = formats.flatMap((client) =>
    formats.map((provider) => lane(mesh, vendors[provider], client, provider)),
  );
  return {
    lanes,
    mesh,
    async close() {
      await mesh.close();
      await Promise.all([vendors.openai.close(), vendors.anthropic.close()]);
    },
  };
}

function lane(mesh: TestMesh, vendor: VendorServer, client: Format, provider: Format): Lane {
  const model = `by-${provider}`;
  return {
    client,
    provider,
    vendor,
    ask: (asked, options = {}) =>
      client === "openai"
        ? throughOpenai(mesh, asked, { model, ...options })
        : throughAnthropic(mesh, asked, { model, ...options }),
    says(said, streamed = false) {
      if (provider === "openai")
        vendor.answer = streamed ? events(streamAsOpenai(said)) : json(200, sayAsOpenai(said));
      else vendor.answer = streamed ? events(streamAsAnthropic(said)) : json(200, sayAsAnthropic(said));
    },
    expected: (asked) => ({
      ...(provider === "openai" ? askOpenai(asked, "model-x") : askAnthropic(asked, "model-x")),
    }),
    async recorded() {
      const { sql } = mesh.mesh.database;
      const [row] = await sql`
        select c.status, l.usage, l.cost from calls c left join ledger l on l.call_id = c.id order by c.id desc limit 1`;
      return { status: row?.status, usage: row?.usage, cost: row?.cost };
    },
  };
}

async function throughOpenai(
  mesh: TestMesh,
  asked: Asked,
  options: AskOptions & { model: string },
): Promise<Said> {
  const apiKey = options.badge ?? mesh.badge({ agent: "caller" });
  const sdk = new OpenAI({ baseURL: `${mesh.url}/v1`, apiKey, maxRetries: 0 });
  const body = { ...askOpenai(asked, options.model), ...options.extra };
  const more = options.signal ? { signal: options.signal } : {};
  if (!options.streamed) return heardByOpenai(await sdk.chat.completions.create(body, more));
  const stream = sdk.chat.completions.stream(
    { ...body, stream: true, stream_options: { include_usage: true } },
    more,
  );
  let usage: OpenAI.CompletionUsage | undefined;
  stream.on("chunk", (chunk) => {
    usage = chunk.usage ?? usage;
  });
  const final = await stream.finalChatCompletion();
  return heardByOpenai({ ...final, ...(usage ? { usage } : {}) });
}

async function throughAnthropic(
  mesh: TestMesh,
  asked: Asked,
  options: AskOptions & { model: string },
): Promise<Said> {
  const apiKey = options.badge ?? mesh.badge({ agent: "caller" });
  const sdk = new Anthropic({ baseURL: mesh.url, apiKey, maxRetries: 0 });
  const body = { ...askAnthropic(asked, options.model), ...options.extra };
  const more = options.signal ? { signal: options.signal } : {};
  if (!options.streamed) return heardByAnthropic(await sdk.messages.create(body, more));
  return heardByAnthropic(await sdk.messages.stream(body, more).finalMessage());
}
