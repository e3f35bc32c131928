import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ScriptedModel, startScriptedModel } from "@/examples/scripted-model/start-scripted-model";
import { createEgress } from "@/lib/traffic/egress";
import { type FetchModelInput, fetchModel } from "./fetch-model";

const egress = createEgress({ loopback: true, private: false });
const key = "scripted-key";
let scripted: ScriptedModel;
let server: Server | undefined;

beforeAll(async () => {
  scripted = await startScriptedModel({ apiKey: key });
});
afterEach(() => server?.close());
afterAll(async () => {
  await Promise.all([scripted.close(), egress.close()]);
});

const bearer = {
  auth: { type: "bearer", secret: "s" },
  headers: { authorization: `Bearer ${key}` },
} as const;

async function serving(listener: RequestListener): Promise<FetchModelInput> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/v1`;
  return { api: "openai", url, model: "m", auth: { type: "none" }, headers: {} };
}

describe("describing a model endpoint", () => {
  it("finds the model on the endpoint's list, in both formats", async () => {
    const openai = {
      api: "openai",
      url: `${scripted.url}/v1/`,
      model: "scripted-embedding-1",
      ...bearer,
    } as const;
    expect(await fetchModel(egress, openai)).toEqual({
      problems: [],
      spec: {
        api: "openai",
        url: `${scripted.url}/v1`,
        upstreamModel: "scripted-embedding-1",
        capabilities: ["embeddings"],
        auth: bearer.auth,
      },
    });
    const anthropic = { api: "anthropic", url: scripted.url, model: "scripted-chat-1", ...bearer } as const;
    expect((await fetchModel(egress, anthropic)).problems).toEqual([]);
  });

  it("tells a model that is not on the list as a problem, with what is", async () => {
    const input = { api: "openai", url: `${scripted.url}/v1`, model: "other", ...bearer } as const;
    expect((await fetchModel(egress, input)).problems).toEqual([
      "The endpoint does not list a model other; it lists scripted-chat-1, scripted-embedding-1.",
    ]);
  });

  it("accepts an endpoint without a list, with a problem", async () => {
    const input = await serving((_, res) => res.writeHead(404).end("nothing here"));
    expect((await fetchModel(egress, input)).problems[0]).toMatch(/answers 404/);
  });

  it("accepts an endpoint whose list is not JSON, with a problem", async () => {
    const input = await serving((_, res) => res.end("<html>"));
    expect((await fetchModel(egress, input)).problems[0]).toMatch(/cannot be read/);
  });

  it("refuses a credential that the endpoint refuses, and never shows it", async () => {
    const input = { api: "openai", url: `${scripted.url}/v1`, model: "scripted-chat-1", ...bearer } as const;
    const wrong = fetchModel(egress, { ...input, headers: { authorization: "Bearer wrong-secret" } });
    await expect(wrong).rejects.toMatchObject({ code: "upstream_error" });
    await expect(wrong).rejects.not.toThrow(/wrong-secret/);
  });

  it("refuses an address inside the network", async () => {
    const input = await serving((_, res) => res.end("{}"));
    const closed = createEgress({ loopback: false, private: false });
    await expect(fetchModel(closed, input)).rejects.toMatchObject({ code: "egress_blocked" });
    await closed.close();
  });
});
