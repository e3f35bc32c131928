import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generateRecords } from "./generate-records";
import { startCrmTools } from "./start-crm-tools";

let dataDir: string;
const closers: (() => Promise<void>)[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "crm-tools-"));
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function connect(url: string, token?: string): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  closers.push(() => client.close());
  return client;
}

async function started(trust?: Parameters<typeof startCrmTools>[0]["trust"]) {
  const tools = await startCrmTools({ dataDir, ...(trust ? { trust } : {}) });
  closers.push(tools.close);
  return tools;
}

async function call(client: Client, name: string, args: Record<string, unknown>) {
  const result = await client.callTool({ name, arguments: args });
  const [block] = result.content;
  const text = block?.type === "text" ? block.text : "";
  return { isError: result.isError === true, text, json: () => JSON.parse(text) };
}

describe("the CRM's tools", () => {
  it("generate the same records every time", () => {
    expect(generateRecords()).toEqual(generateRecords());
    expect(generateRecords().customers).toHaveLength(200);
  });

  it("find, read and change records", async () => {
    const client = await connect((await started()).url);
    expect((await call(client, "find_customer", { query: "C-1042" })).json()).toHaveLength(1);
    const { deals } = (await call(client, "list_deals", { customer_id: "C-1042" })).json();
    const moved = await call(client, "update_deal_stage", {
      customer_id: "C-1042",
      deal_id: deals[0].id,
      stage: "negotiation",
    });
    expect(moved.json()).toMatchObject({ id: deals[0].id, stage: "negotiation" });
  });

  it("refuse another customer's deal and a closed one, as errors a model can read", async () => {
    const client = await connect((await started()).url);
    const foreign = { customer_id: "C-1042", deal_id: "D-1001-1", stage: "negotiation" };
    expect(await call(client, "update_deal_stage", foreign)).toMatchObject({
      isError: true,
      text: "Error: Customer C-1042 has no deal D-1001-1.",
    });
    const closed = { customer_id: "C-1010", deal_id: "D-1010-1", stage: "negotiation" };
    expect(await call(client, "update_deal_stage", closed)).toMatchObject({ isError: true });
    expect(await call(client, "get_customer", { customer_id: "C-9999" })).toMatchObject({
      isError: true,
      text: "Error: There is no customer C-9999.",
    });
  });

  it("keep an answered change through a restart, and drop half a line left by a crash", async () => {
    const first = await startCrmTools({ dataDir });
    const client = await connect(first.url);
    await call(client, "add_note", { customer_id: "C-1042", text: "Called about the renewal." });
    await first.close();
    appendFileSync(join(dataDir, "changes.jsonl"), '{"type":"note","at":"20');
    const again = await connect((await started()).url);
    const { notes } = (await call(again, "get_customer", { customer_id: "C-1042" })).json();
    expect(notes.map((note: { text: string }) => note.text)).toEqual(["Called about the renewal."]);
  });

  it("answer tool calls only to a badge made out to them", async () => {
    const mesh = await issuer();
    const trust = { issuer: mesh.url, jwksUrl: `${mesh.url}/jwks`, audience: `${mesh.url}/mcp/crm-tools` };
    const { url } = await started(trust);
    const stranger = await connect(url);
    expect((await stranger.listTools()).tools).toHaveLength(6);
    await expect(call(stranger, "find_customer", { query: "a" })).rejects.toThrow();
    const misdirected = await connect(url, await mesh.badge(`${mesh.url}/mcp/other`));
    await expect(call(misdirected, "find_customer", { query: "a" })).rejects.toThrow();
    const invited = await connect(url, await mesh.badge(trust.audience));
    expect((await call(invited, "find_customer", { query: "C-1042" })).isError).toBe(false);
  });
});

/** A token service with one key, as the mesh's own. */
async function issuer() {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" };
  const server = createServer((_req, res) => res.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closers.push(() => new Promise<void>((done) => server.close(() => done())));
  const badge = (audience: string) =>
    new SignJWT({ sub: "agent:crm" })
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "k1" })
      .setIssuer(url)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime("1m")
      .sign(privateKey);
  return { url, badge };
}
