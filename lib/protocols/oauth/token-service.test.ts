import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { disableClient, rotateClientSecret } from "@/lib/identity/change-client";
import { createClient } from "@/lib/identity/create-client";
import { postForm, testTokenServer } from "./testing/token-server";

const database = testDatabase();
const server = testTokenServer(database);
let clientId = "";
let secret = "";

beforeAll(async () => {
  const made = await createClient(
    database().db,
    { kind: "agent", title: "crm", agentName: "crm" },
    MESH_AUTHOR,
  );
  clientId = made.client.clientId;
  secret = made.clientSecret ?? "";
});

const endpoint = () => `${server().url}/oauth/token`;
const credentials = () => ({ client_id: clientId, client_secret: secret });
const basic = (id: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${password}`).toString("base64")}`,
});
const body = async (response: Response) => (await response.json()) as Record<string, unknown>;

describe("a request that is not right is refused in the words of RFC 6749", () => {
  const grant = { grant_type: "client_credentials" };
  const cases: Record<string, [Record<string, string> | [string, string][], number, string]> = {
    "no grant type": [{}, 400, "invalid_request"],
    "unknown grant type": [{ grant_type: "password" }, 400, "unsupported_grant_type"],
    "a parameter twice": [
      [
        ["grant_type", "client_credentials"],
        ["scope", "mesh"],
        ["scope", "mesh"],
      ],
      400,
      "invalid_request",
    ],
    "a scope that agents may not have": [{ ...grant, scope: "mesh admin" }, 400, "invalid_scope"],
    "an unknown scope": [{ ...grant, scope: "root" }, 400, "invalid_scope"],
    "a malformed scope": [{ ...grant, scope: "mesh  mesh" }, 400, "invalid_scope"],
    "a foreign resource": [{ ...grant, resource: "https://api.github.com" }, 400, "invalid_target"],
    "a resource that only begins like ours": [{ ...grant, resource: "PREFIX" }, 400, "invalid_target"],
    "a foreign audience": [{ ...grant, audience: "urn:other" }, 400, "invalid_target"],
    "details that are no JSON": [
      { ...grant, authorization_details: "[" },
      400,
      "invalid_authorization_details",
    ],
    "details of another type": [
      { ...grant, authorization_details: '[{"type":"payment"}]' },
      400,
      "invalid_authorization_details",
    ],
    "a grant for every server": [
      { ...grant, authorization_details: '[{"type":"mesh_tool","server":"*","tool":"x"}]' },
      400,
      "invalid_authorization_details",
    ],
    "an unknown constraint": [
      {
        ...grant,
        authorization_details:
          '[{"type":"mesh_tool","server":"crm","tool":"x","arguments":{"id":{"regex":"(a+)+$"}}}]',
      },
      400,
      "invalid_authorization_details",
    ],
    "a malformed task id": [{ ...grant, task_id: "a b" }, 400, "invalid_request"],
    "exchange without a subject token": [
      { grant_type: "urn:ietf:params:oauth:grant-type:token-exchange" },
      400,
      "invalid_request",
    ],
  };
  test.each(Object.entries(cases))("%s", async (_name, [form, status, error]) => {
    const pairs = (Array.isArray(form) ? form : Object.entries(form)).map(
      ([name, value]) => [name, value === "PREFIX" ? `${server().url}0/a2a/x` : value] as [string, string],
    );
    const response = await postForm(endpoint(), [...pairs, ...Object.entries(credentials())]);
    expect(response.status).toBe(status);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await body(response)).toMatchObject({ error });
  });

  test("a body that is no form, a body that is too large, another method", async () => {
    const json = await fetch(endpoint(), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(json.status).toBe(415);
    const large = await postForm(endpoint(), { ...credentials(), scope: "x".repeat(70_000) });
    expect(large.status).toBe(413);
    const get = await fetch(endpoint());
    expect(get.status).toBe(405);
    expect(get.headers.get("allow")).toBe("POST");
  });

  test("two ways to authenticate at once", async () => {
    const form = { grant_type: "client_credentials", ...credentials() };
    const response = await postForm(endpoint(), form, basic(clientId, secret));
    expect(response.status).toBe(400);
    expect(await body(response)).toMatchObject({ error: "invalid_request" });
  });
});

describe("client authentication", () => {
  const form = { grant_type: "client_credentials" };

  test("an unknown client, a wrong secret and a disabled client look the same to the byte", async () => {
    const gone = await createClient(database().db, { kind: "service", title: "gone" }, MESH_AUTHOR);
    await disableClient(database().db, { clientId: gone.client.clientId }, MESH_AUTHOR);
    const answers = await Promise.all(
      [
        basic("nobody", secret),
        basic(clientId, "wrong"),
        basic(gone.client.clientId, gone.clientSecret ?? ""),
      ].map(async (headers) => {
        const response = await postForm(endpoint(), form, headers);
        expect(response.status).toBe(401);
        expect(response.headers.get("www-authenticate")).toMatch(/^Basic /);
        return response.text();
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? "")).toMatchObject({ error: "invalid_client" });
  });

  test("a rotated secret works and the old one does not", async () => {
    const made = await createClient(database().db, { kind: "service", title: "rotating" }, MESH_AUTHOR);
    const id = made.client.clientId;
    const { clientSecret } = await rotateClientSecret(database().db, { clientId: id }, MESH_AUTHOR);
    expect((await postForm(endpoint(), form, basic(id, made.clientSecret ?? ""))).status).toBe(401);
    expect((await postForm(endpoint(), form, basic(id, clientSecret))).status).toBe(200);
  });

  test("failures are on record without a secret", async () => {
    const id = `probe-${Date.now()}`;
    await postForm(endpoint(), { ...form, client_id: id, client_secret: "sbx_guess-in-the-dark" });
    const rows = await database()
      .sql`select leaf, payload::text from audit_entries where object = ${`client:${id}`}`;
    expect(rows).toHaveLength(1);
    expect(rows[0]?.leaf).toContain("client.authentication_refused");
    expect(JSON.stringify(rows)).not.toContain("guess-in-the-dark");
  });

  test("guessing is cut off, for the one who guesses", async () => {
    const id = `guessed-${Date.now()}`;
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 25; attempt++) {
      statuses.push((await postForm(endpoint(), form, basic(id, `guess${attempt}`))).status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    const last = await postForm(endpoint(), form, basic(id, "guess"));
    expect(last.status).toBe(429);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await postForm(endpoint(), form, basic(clientId, secret))).status).toBe(200);
  });
});

describe("private_key_jwt", () => {
  const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  let id = "";
  let key: CryptoKey;

  beforeAll(async () => {
    const pair = await generateKeyPair("EdDSA");
    key = pair.privateKey;
    const { x } = await exportJWK(pair.publicKey);
    const jwks = { keys: [{ kty: "OKP", crv: "Ed25519", x: x ?? "" } as const] };
    id = (await createClient(database().db, { kind: "service", title: "keys", jwks }, MESH_AUTHOR)).client
      .clientId;
  });

  const assertion = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const all = {
      iss: id,
      sub: id,
      aud: server().url,
      iat: now,
      exp: now + 60,
      jti: crypto.randomUUID(),
      ...claims,
    };
    return new SignJWT(all).setProtectedHeader({ alg: "EdDSA", ...header }).sign(key);
  };
  const post = async (text: string) =>
    postForm(endpoint(), {
      grant_type: "client_credentials",
      client_assertion_type: TYPE,
      client_assertion: text,
    });

  test("is accepted once, for the issuer or the endpoint", async () => {
    const text = await assertion();
    expect((await post(text)).status).toBe(200);
    expect((await post(text)).status).toBe(401);
    expect((await post(await assertion({ aud: `${server().url}/oauth/token` }))).status).toBe(200);
  });

  test("of a hundred uses at once one counts", async () => {
    const text = await assertion();
    const { verifyClientAssertion } = await import("@/lib/identity/verify-client-assertion");
    const jwks = (await database().sql`select jwks from clients where client_id = ${id}`)[0]?.jwks;
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, () => verifyClientAssertion(database().db, jwks, id, text, [server().url])),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  });

  const now = Math.floor(Date.now() / 1000);
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["for another server", { aud: "https://other.example" }, {}],
    ["expired", { exp: now - 60 }, {}],
    ["that lives an hour", { exp: now + 3600 }, {}],
    ["without an end", { exp: undefined }, {}],
    ["without an id", { jti: undefined }, {}],
    ["issued by another client", { iss: "other" }, {}],
    ["that is an access token", {}, { typ: "at+jwt" }],
  ])("one %s is refused", async (_name, claims, header) => {
    const response = await post(await assertion(claims, header));
    expect(response.status).toBe(401);
    expect(await body(response)).toMatchObject({ error: "invalid_client" });
  });

  test("a private key sent by mistake is refused, not stored", async () => {
    const pair = await generateKeyPair("ES256", { extractable: true });
    const jwk = await exportJWK(pair.privateKey);
    const input = { kind: "service" as const, title: "careless", jwks: { keys: [jwk] } };
    await expect(
      createClient(database().db, input as Parameters<typeof createClient>[1], MESH_AUTHOR),
    ).rejects.toMatchObject({ code: "invalid_request" });
  });
});
