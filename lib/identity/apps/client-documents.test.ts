import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEgress, type Egress } from "@/lib/traffic/egress";
import { isDocumentAddress, openClientDocuments } from "./client-documents";

const ID = "https://app.example/client.json";
let server: Server;
let origin = "";
let hits: string[] = [];
let answer: { status: number; body: string; headers?: Record<string, string> } = { status: 200, body: "" };
const real = createEgress({ loopback: true, private: false });
/** The guarded way out, with `app.example` on this machine. */
const egress: Egress = {
  ...real,
  request: (request) => real.request({ ...request, url: request.url.replace("https://app.example", origin) }),
};

beforeAll(async () => {
  server = createServer((req, res) => {
    hits.push(req.url ?? "");
    res.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    res.end(answer.body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await real.close();
});

const good = {
  client_id: ID,
  client_name: "Notes",
  redirect_uris: ["https://app.example/callback", "http://127.0.0.1/callback"],
};
const says = (body: unknown, status = 200, headers = {}) => {
  hits = [];
  answer = { status, body: typeof body === "string" ? body : JSON.stringify(body), headers };
};

describe("an app that describes itself at its own address", () => {
  test("is read once for all who ask, and remembered", async () => {
    says(good);
    const documents = openClientDocuments(egress);
    const apps = await Promise.all(Array.from({ length: 20 }, () => documents.read(ID)));
    expect(apps[0]).toEqual({
      clientId: ID,
      title: "Notes",
      redirectUris: good.redirect_uris,
      source: "document",
    });
    expect(hits).toEqual(["/client.json"]);
  });

  test.each<[string, unknown, number?, Record<string, string>?]>([
    ["is about another client", { ...good, client_id: "https://app.example/other.json" }],
    ["spells its id in another way", { ...good, client_id: "https://app.example:443/client.json" }],
    ["has no id", { ...good, client_id: undefined }],
    ["has no address to go back to", { ...good, redirect_uris: [] }],
    ["goes back to plain http", { ...good, redirect_uris: ["http://app.example/"] }],
    ["has a secret", { ...good, token_endpoint_auth_method: "client_secret_basic" }],
    ["wants no codes", { ...good, grant_types: ["client_credentials"] }],
    ["has a name that turns around", { ...good, client_name: "\u202eknab" }],
    ["is no JSON", "<html>"],
    ["names a member twice", `{"client_id":"${ID}","client_id":"${ID}"}`],
    ["is larger than 64 kB", { ...good, x: "y".repeat(70_000) }],
    ["is not there", good, 404],
    ["is elsewhere", "", 302, { location: "https://app.example/other.json" }],
  ])("is refused when it %s, and not asked again at once", async (_name, body, status, headers) => {
    says(body, status, headers);
    const documents = openClientDocuments(egress);
    await expect(documents.read(ID)).rejects.toMatchObject({ code: "invalid_request" });
    await expect(documents.read(ID)).rejects.toMatchObject({ code: "invalid_request" });
    expect(hits).toHaveLength(1);
  });

  test("cannot make the mesh call inside the network, nor flood anybody", async () => {
    const guarded = openClientDocuments(createEgress({ loopback: false, private: false }));
    for (const id of [
      "https://127.0.0.1/c.json",
      "https://[::1]/c.json",
      "https://169.254.169.254/latest/meta-data",
    ]) {
      await expect(guarded.read(id), id).rejects.toMatchObject({ code: "invalid_request" });
    }
    says(good);
    const documents = openClientDocuments(egress);
    const reads = await Promise.allSettled(
      Array.from({ length: 80 }, (_, at) => (async () => documents.read(`https://app.example/${at}.json`))()),
    );
    expect(hits.length).toBeLessThanOrEqual(60);
    expect(
      reads.filter((read) => read.status === "rejected" && read.reason.code === "rate_limited"),
    ).toHaveLength(20);
  });

  test.each([
    ["https://app.example/client.json", true],
    ["https://app.example/", false],
    ["https://app.example", false],
    ["http://app.example/client.json", false],
    ["https://user@app.example/client.json", false],
    ["https://app.example/client.json#x", false],
    ["https://app.example/a/../client.json", false],
    ["https://APP.example/client.json", false],
    [`https://app.example/${"x".repeat(200)}`, false],
    ["notes", false],
  ])("%s is an address of a description: %s", (id, is) => expect(isDocumentAddress(id)).toBe(is));
});
