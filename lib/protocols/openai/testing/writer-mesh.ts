import OpenAI from "openai";
import { beforeAll } from "vitest";
import { type TestMesh, testMesh } from "@/lib/gateway/testing/test-mesh";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { putSecret } from "@/lib/identity/put-secret";
import { vaultService } from "@/lib/identity/vault";
import { modelRoutes } from "@/lib/protocols/models/routes";
import { type VendorUpstream, vendorUpstream } from "@/lib/protocols/models/testing/vendor-upstream";
import type { ModelSpec } from "@/lib/registry/kinds/model";

export const messages = [{ role: "user" as const, content: "Hello" }];

/** 600 x 2.5 + 400 x 1.25 + 50 x 10, for a million each. */
export const COST = "0.002500000000";

export const usage = {
  prompt_tokens: 1000,
  completion_tokens: 50,
  total_tokens: 1050,
  prompt_tokens_details: { cached_tokens: 400 },
  completion_tokens_details: { reasoning_tokens: 20 },
};

export interface WriterMesh {
  mesh: () => TestMesh;
  upstream: () => VendorUpstream;
  /** The official client, by default with a badge of `alice`, who may use every model but `closed`. */
  sdk(badge?: string): OpenAI;
  /** What is on record of a call. */
  recorded(
    callId: string | null | undefined,
  ): Promise<Record<"call" | "line", Record<string, unknown> | undefined>>;
}

/** A mesh with the priced model `writer`, `closed` to everyone, and `claude`, which speaks the other format, all over one upstream that keeps a key. */
export function writerMesh(): WriterMesh {
  const mesh = testMesh(modelRoutes);
  const upstream = vendorUpstream();
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
  return {
    mesh,
    upstream,
    sdk: (badge = mesh().badge({ agent: "alice" })) =>
      new OpenAI({ baseURL: `${mesh().url}/v1`, apiKey: badge, maxRetries: 0 }),
    async recorded(callId) {
      const { sql } = mesh().mesh.database;
      const [call] = await sql`select * from calls where id = ${callId ?? null}`;
      const [line] = await sql`select * from ledger where call_id = ${callId ?? null}`;
      return { call, line };
    },
  };
}
