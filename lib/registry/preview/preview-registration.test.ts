import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { call } from "@orpc/server";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { principalOfUser } from "@/lib/identity/user";
import { previewRegistration } from "./preview-registration";
import { previewRegistrationInput } from "./preview-registration.schema";

const mesh = testMesh(() => new Hono());

const CARD = {
  protocolVersion: "0.3.0",
  name: "Night \u202eplanner",
  description: "Plans the night.",
  url: "/a2a",
  preferredTransport: "JSONRPC",
  capabilities: {},
  skills: [{ id: "rota", name: "Rota", description: "Plans a rota", tags: [] }],
};

let server: Server;
let base = "";
let requests = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    requests++;
    response.setHeader("content-type", "application/json");
    if (request.url === "/empty/.well-known/agent-card.json") response.end(JSON.stringify({ name: "x" }));
    else if (request.url === "/big/card.json") response.end(`"${"x".repeat(1_100_000)}"`);
    else if (request.url === "/page/card.json") response.end("<html>");
    else if (request.url === "/.well-known/agent-card.json") response.end(JSON.stringify(CARD));
    else {
      response.statusCode = 404;
      response.end("{}");
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

function preview(input: Record<string, unknown>, role: "operator" | "viewer" = "operator") {
  const { database, services } = mesh().mesh;
  const principal = principalOfUser({ id: newId(), role, domains: [] });
  return call(previewRegistration, previewRegistrationInput.parse(input), {
    context: { principal, database, services },
  });
}

test("a card is shown line by line, with what hides in it and what is missing, and nothing is stored", async () => {
  const found = await preview({ kind: "agent", url: base });
  expect(found).toMatchObject({
    usable: true,
    suggested: { name: "night-planner", description: "Plans the night." },
  });
  const by = (field: string) => found.lines.find((line) => line.field === field);
  expect(by("Card")).toMatchObject({ state: "ok", value: `${base}/.well-known/agent-card.json` });
  expect(by("Name")).toMatchObject({ state: "warning", message: expect.stringContaining("U+202E") });
  expect(by("Interface")).toMatchObject({ value: `${base}/a2a`, message: "JSONRPC, A2A 0.3" });
  expect(by("Skill")).toMatchObject({ state: "ok", value: "Rota: Plans a rota" });
  expect(by("Signature")).toMatchObject({ state: "warning" });
  const { sql } = mesh().mesh.database;
  const [stored] = await sql`select (select count(*) from assets where kind = 'agent')::int as assets,
    (select count(*) from audit_entries where type like '%asset%')::int as entries`;
  expect(stored).toEqual({ assets: 0, entries: 0 });
});

test("a card that cannot be used says which line keeps it from being registered", async () => {
  const found = await preview({ kind: "agent", url: `${base}/empty` });
  expect(found.usable).toBe(false);
  expect(found.spec).toBeNull();
  expect(found.lines.filter((line) => line.state === "error")).toMatchObject([
    { field: "Card", message: expect.stringContaining("no interface") },
  ]);
});

test.each([
  ["/nothing/card.json", "upstream_error"],
  ["/page/card.json", "upstream_invalid"],
  ["/big/card.json", "upstream_invalid"],
])("what stands at %s is refused as %s", async (path, code) => {
  await expect(preview({ kind: "agent", url: base + path })).rejects.toMatchObject({ code });
});

test("nothing is asked of an address that the mesh does not call, or for somebody who may not register", async () => {
  const before = requests;
  await expect(preview({ kind: "agent", url: "http://10.0.0.1/" })).rejects.toMatchObject({
    code: "egress_blocked",
  });
  await expect(preview({ kind: "agent", url: base }, "viewer")).rejects.toMatchObject({
    code: "permission_denied",
  });
  expect(requests).toBe(before);
});

test("a model that the endpoint does not answer for is a warning, an endpoint that is away an error", async () => {
  const found = await preview({ kind: "model", url: `${base}/v1`, api: "openai", model: "m-1" });
  expect(found.lines.find((line) => line.field === "Model")).toMatchObject({
    state: "warning",
    value: "m-1",
  });
  await expect(preview({ kind: "mcp-server", url: "http://127.0.0.1:9/mcp" })).rejects.toMatchObject({
    code: "upstream_unreachable",
  });
  await expect(
    preview({
      kind: "model",
      url: base,
      api: "openai",
      model: "m",
      auth: { type: "bearer", secret: "gone" },
    }),
  ).rejects.toMatchObject({ code: "unavailable" });
});
