import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { updateUser } from "@/db/queries/users";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { disableUser } from "@/lib/identity/change-user";
import { createClient } from "@/lib/identity/create-client";
import { issuerKeysService, openIssuerKeys } from "@/lib/identity/trust/issuer-keys";
import { distrustIssuer, trustIssuer } from "@/lib/identity/trust/trust-issuer";
import { badgeVerifierService } from "@/lib/identity/verify-badge";
import { oauthRoutes } from "@/lib/protocols/oauth/routes";
import { egressService } from "@/lib/traffic/egress";
import { newPerson, type Person } from "./testing/person";

const ISSUER = "https://idp.example";
const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
let clockMs = 1_000_000;
// The token service looks at its keys through a clock that the test moves.
const mesh = testMesh((one) => {
  const egress = one.services.get(egressService);
  one.services.set(
    issuerKeysService,
    openIssuerKeys(egress, () => clockMs),
  );
  return oauthRoutes({ mesh: one });
});

interface Key {
  kid: string;
  jwk: JWK;
  privateKey: CryptoKey;
}
let provider: Server;
let fetches = 0;
let down = false;
let published: Key[] = [];
let key: Key;
let person: Person;
let client: { id: string; secret: string };
let other: { id: string; secret: string };

async function newKey(): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const kid = randomUUID();
  return { kid, jwk: { ...(await exportJWK(publicKey)), kid, alg: "ES256" }, privateKey };
}

async function newClient(agentName: string) {
  const made = await createClient(
    mesh().mesh.database.db,
    { kind: "agent", title: agentName, agentName },
    MESH_AUTHOR,
  );
  return { id: made.client.clientId, secret: made.clientSecret ?? "" };
}

beforeAll(async () => {
  key = await newKey();
  published = [key];
  provider = createServer((_req, res) => {
    fetches += 1;
    res.writeHead(down ? 500 : 200, { "content-type": "application/json" });
    res.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
  });
  await new Promise<void>((done) => provider.listen(0, "127.0.0.1", done));
  const { db } = mesh().mesh.database;
  const jwksUri = `http://127.0.0.1:${(provider.address() as { port: number }).port}/jwks`;
  [client, other] = [await newClient("assistant"), await newClient("other")];
  await trustIssuer(db, { issuer: ISSUER, title: "Directory", jwksUri }, MESH_AUTHOR);
  person = await newPerson(mesh().mesh);
  await updateUser(db, { id: person.user.id, set: { oidcSubject: `${ISSUER}|alice` } });
});
afterAll(async () => {
  provider.closeAllConnections();
  await new Promise((done) => provider.close(done));
});

function assertion(
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  by = key,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: ISSUER,
    sub: "alice",
    aud: mesh().url,
    client_id: client.id,
    jti: randomUUID(),
    iat: now,
    exp: now + 300,
    ...claims,
  })
    .setProtectedHeader({ alg: "ES256", typ: "oauth-id-jag+jwt", kid: by.kid, ...header })
    .sign(by.privateKey);
}

const post = (text: string, as = client, more: Record<string, string> = {}) =>
  fetch(`${mesh().url}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${as.id}:${as.secret}`)}` },
    body: new URLSearchParams({ grant_type: GRANT, assertion: text, ...more }),
  });
const errorOf = async (response: Response) =>
  [response.status, ((await response.json()) as { error?: string }).error] as const;

describe("an assertion of a trusted provider", () => {
  test("gives its client a badge for the person, once", async () => {
    const text = await assertion({ scope: "mesh openid" });
    const response = await post(text);
    expect(response.status).toBe(200);
    const tokens = (await response.json()) as { access_token: string };
    expect(tokens).not.toHaveProperty("refresh_token");
    const principal = await mesh().mesh.services.get(badgeVerifierService).verify(tokens.access_token);
    expect(principal.chain).toEqual([
      { kind: "user", id: person.user.id },
      { kind: "agent", id: "assistant" },
    ]);
    expect(await errorOf(await post(text))).toEqual([400, "invalid_grant"]);
  });

  const now = Math.floor(Date.now() / 1000);
  test.each<[string, Record<string, unknown>, Record<string, unknown>?]>([
    ["for another client", { client_id: "someone" }],
    ["for no client", { client_id: undefined }],
    ["for another server", { aud: "https://other.example" }],
    ["for two servers", { aud: ["https://other.example", "MESH"] }],
    ["for another resource", { resource: "https://other.example/" }],
    ["for a resource that only begins like ours", { resource: "MESH.evil.example/" }],
    ["about nobody here", { sub: "bob" }],
    ["about nobody", { sub: undefined }],
    ["by an unknown issuer", { iss: "https://evil.example" }],
    ["by an issuer with a slash", { iss: `${ISSUER}/` }],
    ["that expired", { iat: now - 400, exp: now - 60 }],
    ["without an end", { exp: undefined }],
    ["that lives an hour", { exp: now + 3600 }],
    ["from the future", { iat: now + 60, exp: now + 120 }],
    ["without an id", { jti: undefined }],
    ["that is an ID token", {}, { typ: "JWT" }],
    ["that is an access token", {}, { typ: "at+jwt" }],
    ["of no type", {}, { typ: undefined }],
    ["that says where its key is", {}, { kid: "x", jku: "https://evil.example/jwks" }],
  ])("%s is refused", async (_name, claims, header) => {
    const filled = JSON.parse(JSON.stringify(claims).replaceAll("MESH", mesh().url));
    const cleared = Object.fromEntries(
      Object.entries(claims).map(([name, value]) => [name, value === undefined ? undefined : filled[name]]),
    );
    const text = await assertion(cleared, header);
    expect(await errorOf(await post(text))).toEqual([400, "invalid_grant"]);
  });

  test("with another signature, an empty one, none, or huge is refused", async () => {
    const good = await assertion();
    const stranger = await newKey();
    for (const text of [
      await assertion({}, { kid: key.kid }, stranger),
      await assertion({}, { kid: undefined, jwk: stranger.jwk }, stranger),
      good.replace(/[^.]*$/, ""),
      `${btoa('{"alg":"none","typ":"oauth-id-jag+jwt"}')}.${good.split(".")[1]}.`,
      "x",
      `${good}${"x".repeat(9000)}`,
    ]) {
      expect(await errorOf(await post(text))).toEqual([400, "invalid_grant"]);
    }
  });

  test("is worth nothing in the hands of another client, or of one that the trust does not name", async () => {
    expect(await errorOf(await post(await assertion(), other))).toEqual([400, "invalid_grant"]);
    const { db } = mesh().mesh.database;
    const jwksUri = `http://127.0.0.1:${(provider.address() as { port: number }).port}/jwks`;
    const trust = (clientIds: string[]) =>
      trustIssuer(db, { issuer: ISSUER, title: "Directory", jwksUri, clientIds }, MESH_AUTHOR);
    await trust([other.id]);
    expect(await errorOf(await post(await assertion()))).toEqual([400, "invalid_grant"]);
    await trust([]);
    expect((await post(await assertion())).status).toBe(200);
  });

  test("gives no scope beyond its own", async () => {
    expect(await errorOf(await post(await assertion({ scope: "openid" })))).toEqual([400, "invalid_scope"]);
    expect(await errorOf(await post(await assertion(), client, { scope: "admin" }))).toEqual([
      400,
      "invalid_scope",
    ]);
  });

  test("an app without a secret brings none", async () => {
    const app = await createClient(
      mesh().mesh.database.db,
      { kind: "app", title: "App", redirectUris: ["https://app.example/"] },
      MESH_AUTHOR,
    );
    const response = await fetch(`${mesh().url}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: GRANT,
        client_id: app.client.clientId,
        assertion: await assertion(),
      }),
    });
    expect(await errorOf(response)).toEqual([400, "unauthorized_client"]);
  });
});

describe("the provider's keys", () => {
  test("are asked for at most once in 30 s, however many tokens have unknown keys", async () => {
    clockMs += 31_000;
    const before = fetches;
    const stranger = await newKey();
    for (let at = 0; at < 20; at++) {
      expect(await errorOf(await post(await assertion({}, {}, stranger)))).toEqual([400, "invalid_grant"]);
    }
    expect(fetches - before).toBe(1);
    expect((await post(await assertion())).status).toBe(200);
  });

  test("may change: a new one is found, and a withdrawn one ends within ten minutes", async () => {
    const next = await newKey();
    published = [next];
    clockMs += 31_000;
    expect((await post(await assertion({}, {}, next))).status).toBe(200);
    clockMs += 10 * 60_000 + 1;
    expect(await errorOf(await post(await assertion()))).toEqual([400, "invalid_grant"]);
    published = [key];
    clockMs += 31_000;
    expect((await post(await assertion())).status).toBe(200);
  });

  test("fail closed when the provider is down for longer than they are believed", async () => {
    down = true;
    clockMs += 60_000;
    expect((await post(await assertion())).status).toBe(200);
    clockMs += 10 * 60_000;
    const before = fetches;
    for (let at = 0; at < 5; at++) {
      expect(await errorOf(await post(await assertion()))).toEqual([503, "temporarily_unavailable"]);
    }
    expect(fetches - before).toBe(1);
    down = false;
    clockMs += 31_000;
    expect((await post(await assertion())).status).toBe(200);
  });
});

test("nobody speaks for a person who was shut out, and a provider that is not trusted any more for nobody", async () => {
  const { db } = mesh().mesh.database;
  const leaver = await newPerson(mesh().mesh);
  await updateUser(db, { id: leaver.user.id, set: { oidcSubject: `${ISSUER}|carol` } });
  expect((await post(await assertion({ sub: "carol" }))).status).toBe(200);
  await disableUser(db, { userId: leaver.user.id }, MESH_AUTHOR);
  expect(await errorOf(await post(await assertion({ sub: "carol" })))).toEqual([400, "invalid_grant"]);
  await distrustIssuer(db, { issuer: ISSUER }, MESH_AUTHOR);
  expect(await errorOf(await post(await assertion()))).toEqual([400, "invalid_grant"]);
});
