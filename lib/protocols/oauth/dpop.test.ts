import { exportJWK, generateKeyPair } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { createClient } from "@/lib/identity/create-client";
import { keyRingService } from "@/lib/identity/key-ring";
import { mintHopBadge } from "@/lib/identity/mint-badge";
import { badgeVerifierService } from "@/lib/identity/verify-badge";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { newProofKey, type ProofKey } from "./testing/proof";

const mesh = testMesh(gatewayApp);
let credentials: { client_id: string; client_secret: string };
let key: ProofKey;

beforeAll(async () => {
  const made = await createClient(
    mesh().mesh.database.db,
    { kind: "operator", title: "bound", roles: ["viewer"] },
    MESH_AUTHOR,
  );
  credentials = { client_id: made.client.clientId, client_secret: made.clientSecret ?? "" };
  key = await newProofKey();
});

const token = (form: Record<string, string>, proof?: string) =>
  fetch(`${mesh().url}/oauth/token`, {
    method: "POST",
    headers: proof === undefined ? {} : { dpop: proof },
    body: new URLSearchParams({ ...credentials, ...form }),
  });
const endpoint = () => `${mesh().url}/oauth/token`;

async function boundBadge(by = key): Promise<string> {
  const response = await token({ grant_type: "client_credentials" }, await by.prove("POST", endpoint()));
  const body = (await response.json()) as Record<string, string>;
  expect(body.token_type).toBe("DPoP");
  return body.access_token ?? "";
}

const DOORS: [method: string, path: string][] = [
  ["GET", "/v1/models"],
  ["GET", "/api/v1/domains"],
  ["GET", "/events"],
  ["GET", "/audit/proof?index=0"],
  ["POST", "/mcp"],
  ["POST", "/a2a/nobody"],
  ["POST", "/access/v1/evaluation"],
];

/** One request; streams are left at once. */
async function knock(method: string, path: string, headers: Record<string, string>) {
  const response = await fetch(mesh().url + path, {
    method,
    headers: { ...headers, ...(method === "POST" ? { "content-type": "application/json" } : {}) },
    ...(method === "POST" ? { body: "{}" } : {}),
    signal: AbortSignal.timeout(10_000),
  });
  const challenge = response.headers.get("www-authenticate");
  await response.body?.cancel();
  return { status: response.status, challenge };
}

describe("a badge that is bound to a key", () => {
  test.each(DOORS)("opens %s %s with a proof of that key only", async (method, path) => {
    const badge = await boundBadge();
    const url = `${mesh().url}${path.split("?")[0]}`;
    const stolen = await knock(method, path, { authorization: `Bearer ${badge}` });
    expect(stolen.status).toBe(401);
    expect(stolen.challenge).toMatch(
      /^DPoP error="invalid_dpop_proof", algs="ES256 EdDSA Ed25519", resource_metadata="/,
    );
    expect((await knock(method, path, { authorization: `DPoP ${badge}` })).status).toBe(401);
    const proof = await key.prove(method, url, badge);
    const headers = { authorization: `DPoP ${badge}`, dpop: proof };
    expect((await knock(method, path, headers)).status).not.toBe(401);
    // The same proof again is what someone who listened would send.
    expect((await knock(method, path, headers)).status).toBe(401);
  });

  test("takes no proof that is not exactly right", async () => {
    const badge = await boundBadge();
    const url = `${mesh().url}/v1/models`;
    const now = Math.floor(Date.now() / 1000);
    const stranger = await newProofKey();
    const pair = await generateKeyPair("ES256", { extractable: true });
    const rsa = await newProofKey("RS256");
    const prove = (claims: Record<string, unknown>, header: Record<string, unknown> = {}) =>
      key.prove("GET", url, badge, claims, header);
    const good = await prove({});
    const proofs: Record<string, string> = {
      "another key's": await stranger.prove("GET", url, badge),
      "for another method": await prove({ htm: "POST" }),
      "for another path": await prove({ htu: `${mesh().url}/v1/messages` }),
      "for another host": await prove({ htu: "https://evil.example/v1/models" }),
      "for another scheme": await prove({ htu: url.replace("http:", "https:") }),
      "for no address": await prove({ htu: "models" }),
      "for another badge": await key.prove("GET", url, await boundBadge()),
      "for no badge": await prove({ ath: undefined }),
      "of an hour ago": await prove({ iat: now - 3600 }),
      "of a minute ahead": await prove({ iat: now + 60 }),
      "without a time": await prove({ iat: undefined }),
      "without an id": await prove({ jti: undefined }),
      "with an empty id": await prove({ jti: "" }),
      "without a method": await prove({ htm: undefined }),
      "of another type": await prove({}, { typ: "JWT" }),
      "without its key": await prove({}, { jwk: undefined }),
      "with another key than it is signed with": await prove({}, { jwk: stranger.jwk }),
      "with a private key": await prove({}, { jwk: await exportJWK(pair.privateKey) }),
      "with a critical extension": await prove({}, { crit: ["x"], x: 1 }).catch(() => `${good}x`),
      "with RSA": await rsa.prove("GET", url, badge),
      "without a signature": good.replace(/[^.]*$/, ""),
      "with alg none": `${Buffer.from(JSON.stringify({ alg: "none", typ: "dpop+jwt", jwk: key.jwk })).toString("base64url")}.${good.split(".")[1]}.`,
      "twice in one header": `${good}, ${good}`,
      "that is no JWT": "proof",
      "that is huge": await prove({ x: "y".repeat(6000) }),
    };
    for (const [name, proof] of Object.entries(proofs)) {
      const { status, challenge } = await knock("GET", "/v1/models", {
        authorization: `DPoP ${badge}`,
        dpop: proof,
      });
      expect([status, challenge?.startsWith("DPoP ")], name).toEqual([401, true]);
    }
    expect((await knock("GET", "/v1/models", { authorization: `DPoP ${badge}`, dpop: good })).status).toBe(
      200,
    );
  });

  test("of a hundred uses of one proof at once one counts", async () => {
    const badge = await boundBadge();
    const headers = {
      authorization: `DPoP ${badge}`,
      dpop: await key.prove("GET", `${mesh().url}/v1/models`, badge),
    };
    const answers = await Promise.all(Array.from({ length: 100 }, () => knock("GET", "/v1/models", headers)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(99);
  });

  test("says so to whoever introspects it, and is exchanged by its holder only", async () => {
    const badge = await boundBadge();
    const introspected = await fetch(`${mesh().url}/oauth/introspect`, {
      method: "POST",
      body: new URLSearchParams({ ...credentials, token: badge }),
    });
    expect(await introspected.json()).toMatchObject({
      active: true,
      token_type: "DPoP",
      cnf: { jkt: expect.any(String) },
    });
    const exchange = {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: badge,
      subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
    };
    const without = await token(exchange);
    expect([without.status, ((await without.json()) as { error: string }).error]).toEqual([
      400,
      "invalid_dpop_proof",
    ]);
    const stranger = await (await newProofKey()).prove("POST", endpoint());
    expect((await token(exchange, stranger)).status).toBe(400);
    expect((await token(exchange, await key.prove("POST", endpoint()))).status).toBe(200);
  });

  test("becomes an unbound hop badge for the callee, which holds another key or none", async () => {
    const verifier = mesh().mesh.services.get(badgeVerifierService);
    const principal = await verifier.verify(await boundBadge());
    const mint = { ring: mesh().mesh.services.get(keyRingService), issuer: mesh().url };
    const hop = await verifier.inspect(mintHopBadge(mint, principal, `${mesh().url}/a2a/crm`));
    expect(principal.badge?.keyThumbprint).toMatch(/^[\w-]{43}$/);
    expect(hop.principal.badge?.keyThumbprint).toBeUndefined();
  });
});

describe("the token endpoint", () => {
  test("takes no proof twice and none for another address", async () => {
    const form = { grant_type: "client_credentials" };
    const proof = await key.prove("POST", endpoint());
    expect((await token(form, proof)).status).toBe(200);
    for (const bad of [
      proof,
      await key.prove("POST", `${mesh().url}/oauth/revoke`),
      await key.prove("GET", endpoint()),
      "x",
    ]) {
      const response = await token(form, bad);
      expect([response.status, await response.json()]).toEqual([
        400,
        expect.objectContaining({ error: "invalid_dpop_proof" }),
      ]);
    }
  });

  test("a badge without a binding proves nothing under the other scheme", async () => {
    const badge = (
      (await (await token({ grant_type: "client_credentials" })).json()) as { access_token: string }
    ).access_token;
    const proof = await key.prove("GET", `${mesh().url}/v1/models`, badge);
    expect((await knock("GET", "/v1/models", { authorization: `DPoP ${badge}`, dpop: proof })).status).toBe(
      401,
    );
  });
});
