import { exportJWK, generateKeyPair } from "jose";
import * as oauth from "oauth4webapi";
import * as oidc from "openid-client";
import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { createClient } from "@/lib/identity/create-client";
import { testTokenServer } from "./testing/token-server";

const database = testDatabase();
const server = testTokenServer(database);
const INSECURE = { [oauth.allowInsecureRequests]: true };
const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

async function newAgent(agentName: string, more: Partial<Parameters<typeof createClient>[1]> = {}) {
  const { client, clientSecret } = await createClient(
    database().db,
    { kind: "agent", title: agentName, agentName, ...more },
    MESH_AUTHOR,
  );
  return { clientId: client.clientId, secret: clientSecret ?? "" };
}

const discover = (clientId: string, auth: oidc.ClientAuth) =>
  oidc.discovery(new URL(server().url), clientId, undefined, auth, {
    algorithm: "oauth2",
    execute: [oidc.allowInsecureRequests],
  });

async function metadata(): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(server().url);
  const response = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...INSECURE });
  return oauth.processDiscoveryResponse(issuer, response);
}

const bearer = (token: string) =>
  new Request("http://callee.test/", { headers: { authorization: `Bearer ${token}` } });

test("openid-client gets a badge by client_secret_basic and by client_secret_post", async () => {
  const { clientId, secret } = await newAgent("basic");
  for (const auth of [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)]) {
    const config = await discover(clientId, auth);
    const tokens = await oidc.clientCredentialsGrant(config, { scope: "mesh", resource: server().url });
    expect(tokens.token_type).toBe("bearer");
    expect(tokens.expires_in).toBeLessThanOrEqual(300);
    expect(tokens.scope).toBe("mesh");
    const principal = await server().verifier.verify(tokens.access_token);
    expect(principal.caller).toEqual({ kind: "agent", id: "basic" });
  }
});

test("openid-client gets a badge by private_key_jwt", async () => {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = await exportJWK(publicKey);
  const jwks = { keys: [{ kty: "EC", crv: "P-256", x: jwk.x ?? "", y: jwk.y ?? "" } as const] };
  const { clientId } = await newAgent("signer", { jwks });
  const config = await discover(clientId, oidc.PrivateKeyJwt(privateKey));
  const tokens = await oidc.clientCredentialsGrant(config);
  expect((await server().verifier.verify(tokens.access_token)).clientId).toBe(clientId);
});

test("oauth4webapi accepts a badge as an RFC 9068 access token of this issuer", async () => {
  const { clientId, secret } = await newAgent("nine");
  const as = await metadata();
  const response = await oauth.clientCredentialsGrantRequest(
    as,
    { client_id: clientId },
    oauth.ClientSecretBasic(secret),
    new URLSearchParams({ scope: "mesh" }),
    INSECURE,
  );
  const { access_token } = await oauth.processClientCredentialsResponse(
    as,
    { client_id: clientId },
    response,
  );
  const claims = await oauth.validateJwtAccessToken(as, bearer(access_token), server().url, INSECURE);
  expect(claims).toMatchObject({ iss: server().url, sub: "agent:nine", client_id: clientId, scope: "mesh" });
  await expect(
    oauth.validateJwtAccessToken(as, bearer(access_token), "http://other.test", INSECURE),
  ).rejects.toThrow();
});

test("a token exchange nests the chain, and oauth4webapi reads it", async () => {
  const first = await newAgent("first");
  const second = await newAgent("second");
  const as = await metadata();
  const parent = await oidc.clientCredentialsGrant(
    await discover(first.clientId, oidc.ClientSecretBasic(first.secret)),
  );
  const response = await oauth.genericTokenEndpointRequest(
    as,
    { client_id: second.clientId },
    oauth.ClientSecretPost(second.secret),
    EXCHANGE,
    { subject_token: parent.access_token, subject_token_type: ACCESS_TOKEN, audience: server().url },
    INSECURE,
  );
  const result = await oauth.processGenericTokenEndpointResponse(
    as,
    { client_id: second.clientId },
    response,
  );
  expect(result.issued_token_type).toBe(ACCESS_TOKEN);
  const claims = await oauth.validateJwtAccessToken(as, bearer(result.access_token), server().url, INSECURE);
  expect(claims).toMatchObject({
    sub: "agent:first",
    client_id: second.clientId,
    act: { sub: "agent:second" },
  });
});

test("introspection says what a badge is worth to those whom it concerns, and revocation ends it", async () => {
  const owner = await newAgent("owner");
  const stranger = await newAgent("stranger");
  const config = await discover(owner.clientId, oidc.ClientSecretBasic(owner.secret));
  const foreign = await discover(stranger.clientId, oidc.ClientSecretBasic(stranger.secret));
  const { access_token } = await oidc.clientCredentialsGrant(config);

  expect(await oidc.tokenIntrospection(config, access_token)).toMatchObject({
    active: true,
    sub: "agent:owner",
    aud: server().url,
    client_id: owner.clientId,
    scope: "mesh",
  });
  expect(await oidc.tokenIntrospection(foreign, access_token)).toEqual({ active: false });
  expect(await oidc.tokenIntrospection(config, "no.such.token")).toEqual({ active: false });

  await expect(oidc.tokenRevocation(foreign, access_token)).rejects.toMatchObject({
    error: "unauthorized_client",
  });
  await oidc.tokenRevocation(config, access_token);
  expect(await oidc.tokenIntrospection(config, access_token)).toEqual({ active: false });
  await expect(server().verifier.verify(access_token)).rejects.toMatchObject({ code: "invalid_token" });
  // What is dead already can be revoked again (RFC 7009 section 2.2).
  await oidc.tokenRevocation(config, access_token);
});

test("an operator introspects any badge", async () => {
  const owner = await newAgent("watched");
  const operator = await createClient(
    database().db,
    { kind: "operator", title: "ops", roles: ["operator"] },
    MESH_AUTHOR,
  );
  const config = await discover(owner.clientId, oidc.ClientSecretBasic(owner.secret));
  const ops = await discover(operator.client.clientId, oidc.ClientSecretBasic(operator.clientSecret ?? ""));
  const { access_token } = await oidc.clientCredentialsGrant(config);
  expect(await oidc.tokenIntrospection(ops, access_token)).toMatchObject({ active: true });
  expect((await oidc.clientCredentialsGrant(ops)).scope).toBe("mesh admin");
});

test("metadata and keys: what they say is served, OpenID configuration is not", async () => {
  const as = await metadata();
  expect(as.grant_types_supported).toEqual([
    "authorization_code",
    "refresh_token",
    "client_credentials",
    EXCHANGE,
    "urn:ietf:params:oauth:grant-type:jwt-bearer",
  ]);
  const keys = (await (await fetch(`${server().url}/oauth/jwks`)).json()) as {
    keys: Record<string, string>[];
  };
  expect(keys.keys).toHaveLength(4);
  for (const key of keys.keys) {
    expect(key).toMatchObject({ kty: "EC", crv: "P-256", alg: "ES256", use: "sig" });
    expect(key).not.toHaveProperty("d");
  }
  expect((await fetch(`${server().url}/.well-known/openid-configuration`)).status).toBe(404);
});
