import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, FlattenedSign, generateKeyPair, type JWK } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalJson } from "@/lib/core/canonical-json";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { gatewayApp } from "@/lib/runtime/gateway-app";

const mesh = testMesh(gatewayApp);
const pages = new Map<string, unknown>();
let server: Server;
let base: string;

interface Key {
  privateKey: CryptoKey;
  jwk: JWK;
}

beforeAll(async () => {
  server = createServer((req, res) => {
    const page = pages.get(req.url ?? "");
    res.writeHead(page === undefined ? 404 : 200, { "content-type": "application/json" });
    res.end(JSON.stringify(page ?? {}));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await mesh().allowAll();
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function publishKey(path: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" };
  pages.set(path, { keys: [jwk] });
  return { privateKey, jwk };
}

function cardOf(description: string) {
  return {
    name: "Signed",
    description,
    version: "1.0.0",
    supportedInterfaces: [{ url: `${base}/a2a`, protocolBinding: "JSONRPC", protocolVersion: "1.0" }],
    capabilities: { streaming: true },
    defaultInputModes: ["text/plain"],
    defaultOutputModes: ["text/plain"],
    skills: [{ id: "s", name: "Skill", description: "Does it.", tags: ["a"] }],
  };
}

async function signed(card: object, by: Key, keys: string): Promise<Record<string, unknown>> {
  const { protected: head, signature } = await new FlattenedSign(
    new TextEncoder().encode(canonicalJson(card)),
  )
    .setProtectedHeader({ alg: "ES256", kid: "k1", typ: "JOSE", jku: base + keys })
    .sign(by.privateKey);
  return { ...card, signatures: [{ protected: head, signature }] };
}

/** What the mesh answers when an agent of this card is registered under a name. */
async function register(name: string, card: unknown, more: object = {}) {
  pages.set("/card.json", card);
  const badge = mesh().badge({
    chain: [{ kind: "service", id: "op" }],
    roles: ["admin"],
    scopes: ["mesh", "admin"],
  });
  const response = await fetch(`${mesh().url}/api/v1/agents`, {
    method: "POST",
    headers: { authorization: `Bearer ${badge}`, "content-type": "application/json" },
    body: JSON.stringify({
      name,
      domain: "test",
      skills: ["reasoning"],
      cardUrl: `${base}/card.json`,
      ...more,
    }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

test("a signed card is taken in any order of its keys, and not with a byte flipped, an empty member added or another's signature", async () => {
  const [own, stranger] = [await publishKey("/own"), await publishKey("/stranger")];
  const card = await signed(cardOf("Good."), own, "/own");
  const reordered = Object.fromEntries(Object.entries(card).toReversed());
  expect(await register("good", reordered)).toMatchObject({ status: 200, json: { problems: [] } });
  const bad = {
    flipped: { ...card, description: "Food." },
    added: { ...card, documentationUrl: "" },
    unknown: { ...card, url: "https://evil.example" },
    another: await signed(cardOf("Good."), stranger, "/own"),
  };
  for (const [name, tampered] of Object.entries(bad)) {
    const refused = await register(name, tampered);
    expect(refused, name).toMatchObject({ status: 400, json: { error: { code: "invalid_request" } } });
    expect(mesh().mesh.registry.current().find("agent", name), name).toBeUndefined();
  }
});

test("a known agent's next card must be signed with the key of its last one, unless its steward says otherwise", async () => {
  const [own, stranger] = [await publishKey("/own2"), await publishKey("/stranger2")];
  await register("pinned", await signed(cardOf("First."), own, "/own2"));
  const next = await register("pinned", await signed(cardOf("Second."), own, "/own2"));
  expect(next).toMatchObject({ status: 200, json: { version: 2 } });
  const taken = {
    "by another key": await signed(cardOf("Taken over."), stranger, "/stranger2"),
    unsigned: cardOf("Taken over."),
  };
  for (const [how, card] of Object.entries(taken)) {
    const refused = await register("pinned", card);
    expect(refused, how).toMatchObject({ status: 409, json: { error: { code: "conflict" } } });
  }
  await mesh().mesh.registry.refresh();
  expect(mesh().mesh.registry.current().find("agent", "pinned")?.spec.card.description).toBe("Second.");
  const rotated = await register("pinned", await signed(cardOf("Third."), stranger, "/stranger2"), {
    acceptNewKey: true,
  });
  expect(rotated).toMatchObject({ status: 200, json: { version: 3 } });
});

test("the card that one mesh serves is a signed card to another", async () => {
  await register("served", cardOf("Behind a mesh."));
  await mesh().mesh.registry.refresh();
  const cardUrl = `${mesh().url}/a2a/served/.well-known/agent-card.json`;
  pages.set("/card.json", undefined);
  const again = await register("served-again", undefined, { cardUrl });
  expect(again.status).toBe(200);
  await mesh().mesh.registry.refresh();
  const found = mesh().mesh.registry.current().find("agent", "served-again");
  expect(found?.spec.signedBy).toMatchObject({ keySource: mesh().url });
});
