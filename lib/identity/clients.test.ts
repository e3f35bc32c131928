import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { sha256Hex } from "@/lib/core/canonical-json";
import { authenticateClient } from "./authenticate-client";
import { type Author, MESH_AUTHOR } from "./author";
import { disableClient, replaceClientKeys, rotateClientSecret } from "./change-client";
import { createClient } from "./create-client";
import { listClients, readClient } from "./list-clients";

const database = testDatabase();
const db = () => database().db;
const operator: Author = { actor: "user:x", roles: ["operator"] };

test("a secret is shown once, can be found by scanners, and only its digest is kept", async () => {
  const made = await createClient(db(), { kind: "agent", title: "CRM", agentName: "crm" }, MESH_AUTHOR);
  expect(made.clientSecret).toMatch(/^sbx_[A-Za-z0-9_-]{43}$/);
  expect(made.client.clientId).toMatch(/^crm-[0-9a-f]{10}$/);
  const [row] = await database().sql`select row_to_json(clients)::text as text, secret_hash from clients`;
  expect(row?.secret_hash).toBe(sha256Hex(made.clientSecret ?? ""));
  expect(row?.text).not.toContain(made.clientSecret ?? "none");
  expect(JSON.stringify(await readClient(db(), made.client))).not.toContain(row?.secret_hash);
});

test("nobody makes, takes over or shuts out a client with rights beyond their own", async () => {
  const denied = { code: "permission_denied" };
  const admin = await createClient(db(), { kind: "operator", title: "admin", roles: ["admin"] }, MESH_AUTHOR);
  const { clientId } = admin.client;
  await expect(
    createClient(db(), { kind: "operator", title: "x", roles: ["admin"] }, operator),
  ).rejects.toMatchObject(denied);
  await expect(rotateClientSecret(db(), { clientId }, operator)).rejects.toMatchObject(denied);
  await expect(disableClient(db(), { clientId }, operator)).rejects.toMatchObject(denied);
  await createClient(db(), { kind: "operator", title: "x", roles: ["viewer"] }, operator);
});

test("a kind comes with what it needs and nothing else", async () => {
  const wrong = [
    { kind: "agent", title: "x" },
    { kind: "service", title: "x", agentName: "crm" },
    { kind: "agent", title: "x", agentName: "crm", roles: ["admin"] },
    { kind: "operator", title: "x" },
    { kind: "operator", title: "x", roles: [] },
  ] as Parameters<typeof createClient>[1][];
  for (const input of wrong) {
    await expect(createClient(db(), input, MESH_AUTHOR)).rejects.toMatchObject({ code: "invalid_request" });
  }
});

test("a client proves itself in one way", async () => {
  const jwks = { keys: [{ kty: "OKP" as const, crv: "Ed25519" as const, x: "A".repeat(43) }] };
  const keyed = await createClient(db(), { kind: "service", title: "keyed", jwks }, MESH_AUTHOR);
  expect(keyed).toMatchObject({ clientSecret: undefined, client: { authentication: ["private_key_jwt"] } });
  const { clientId } = keyed.client;
  await replaceClientKeys(db(), { clientId, jwks }, MESH_AUTHOR);
  await expect(rotateClientSecret(db(), { clientId }, MESH_AUTHOR)).rejects.toMatchObject({
    code: "invalid_request",
  });
  await expect(disableClient(db(), { clientId: "nobody" }, MESH_AUTHOR)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("lists come in pages that miss and repeat nobody", async () => {
  for (let at = 0; at < 7; at++) {
    await createClient(db(), { kind: "service", title: `page ${at}` }, MESH_AUTHOR);
  }
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await listClients(db(), { kind: "service", limit: 3, ...(after ? { after } : {}) });
    seen.push(...page.clients.map((client) => client.clientId));
    after = page.nextAfter;
  } while (after !== undefined);
  const [row] = await database().sql`select count(*)::int as n from clients where kind = 'service'`;
  expect(seen).toHaveLength(row?.n);
  expect(new Set(seen).size).toBe(seen.length);
});

test("the use of a client is noted when it proved itself, and not at every badge", async () => {
  const made = await createClient(db(), { kind: "service", title: "used" }, MESH_AUTHOR);
  const { clientId } = made.client;
  const proven = { method: "client_secret" as const, clientId, secret: made.clientSecret ?? "" };
  const usedAt = async () => (await readClient(db(), { clientId })).lastUsedAt?.getTime();
  await expect(authenticateClient(db(), { ...proven, secret: "wrong" }, [])).rejects.toMatchObject({
    code: "unauthenticated",
  });
  expect(await usedAt()).toBeUndefined();
  await authenticateClient(db(), proven, []);
  const first = await usedAt();
  expect(first).toBeGreaterThan(Date.now() - 60_000);
  await authenticateClient(db(), proven, []);
  expect(await usedAt()).toBe(first);
  await database()
    .sql`update clients set last_used_at = now() - interval '6 minutes' where client_id = ${clientId}`;
  await authenticateClient(db(), proven, []);
  expect(await usedAt()).toBeGreaterThanOrEqual(first ?? 0);
});
