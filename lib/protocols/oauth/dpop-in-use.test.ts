import * as oauth from "oauth4webapi";
import * as oidc from "openid-client";
import { beforeAll, describe, expect, test } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { createClient } from "@/lib/identity/create-client";
import type { AgentSpec } from "@/lib/registry/kinds/agent";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { newPerson } from "./testing/person";
import { newProofKey, type ProofKey } from "./testing/proof";

const mesh = testMesh(gatewayApp);
const insecure = { algorithm: "oauth2" as const, execute: [oidc.allowInsecureRequests] };
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

describe("standard clients", () => {
  test("openid-client gets bound badges for a person and refreshes them with the same key only", async () => {
    const person = await newPerson(mesh().mesh);
    const callback = "https://app.example/cb";
    const config = await oidc.dynamicClientRegistration(
      new URL(mesh().url),
      { client_name: "Bound", redirect_uris: [callback] },
      oidc.None(),
      insecure,
    );
    const DPoP = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair("ES256"));
    const verifier = oidc.randomPKCECodeVerifier();
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      state: "s",
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      dpop_jkt: await DPoP.calculateThumbprint(),
    });
    const back = await person.answer(url);
    const checks = { pkceCodeVerifier: verifier, expectedState: "s" };
    const other = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair("ES256"));
    await expect(
      oidc.authorizationCodeGrant(config, back, checks, undefined, { DPoP: other }),
    ).rejects.toMatchObject({ error: "invalid_grant" });
    const tokens = await oidc.authorizationCodeGrant(config, back, checks, undefined, { DPoP });
    expect(tokens.token_type).toBe("dpop");
    const stolen = tokens.refresh_token ?? "";
    await expect(oidc.refreshTokenGrant(config, stolen)).rejects.toMatchObject({ error: "invalid_grant" });
    const next = await oidc.refreshTokenGrant(config, stolen, undefined, { DPoP });
    const answer = await oidc.fetchProtectedResource(
      config,
      next.access_token,
      new URL(`${mesh().url}/v1/models`),
      "GET",
      null,
      undefined,
      { DPoP },
    );
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  });

  test("oauth4webapi calls a door with what it got", async () => {
    const options = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(mesh().url);
    const as = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...options }),
    );
    const client = { client_id: credentials.client_id };
    const DPoP = oauth.DPoP({}, await oauth.generateKeyPair("ES256"));
    const auth = oauth.ClientSecretPost(credentials.client_secret);
    const response = await oauth.clientCredentialsGrantRequest(as, client, auth, new URLSearchParams(), {
      DPoP,
      ...options,
    });
    const tokens = await oauth.processClientCredentialsResponse(as, client, response);
    const url = new URL(`${mesh().url}/api/v1/domains`);
    const answer = await oauth.protectedResourceRequest(
      tokens.access_token,
      "GET",
      url,
      undefined,
      undefined,
      { DPoP, ...options },
    );
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  });
});

describe("a policy that asks for a bound badge", () => {
  const spec: AgentSpec = {
    card: {},
    cardUrl: "http://127.0.0.1:9/card",
    interfaces: [{ url: "http://127.0.0.1:9/rpc", binding: "JSONRPC", version: "1.0" }],
    skills: [],
    streaming: false,
    pushNotifications: false,
    auth: { type: "none" },
  };
  const send = (headers: Record<string, string>) =>
    fetch(`${mesh().url}/a2a/payments/message:send`, {
      method: "POST",
      headers: { "content-type": "application/json", "a2a-version": "1.0", ...headers },
      body: JSON.stringify({ message: { messageId: "m", role: "ROLE_USER", parts: [{ text: "pay" }] } }),
    });

  test.each([
    ["@binding on the permit", `@id("pay") @binding("dpop") permit(principal, action, resource);`],
    [
      "context.bound in a forbid",
      `@id("all") permit(principal, action, resource);
       @id("pay") @code("proof_required") forbid(principal, action == Action::"invokeAgent", resource == Agent::"payments") unless { context.bound };`,
    ],
  ])("by %s: without one it is a 401 that is on record, and nothing is sent", async (_name, text) => {
    const { register, policy, badge, calls } = mesh();
    await register("agent", "payments", spec);
    await policy(text);
    const before = (await calls()).length;
    const refused = await send({ authorization: `Bearer ${badge({ agent: "caller" })}` });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toMatch(/^DPoP /);
    const [call] = (await calls()).slice(before);
    expect(call).toMatchObject({
      error_code: "proof_required",
      policies: ["pay"],
      status: "denied",
      upstream_status: null,
    });
    const bound = await boundBadge();
    const proof = await key.prove("POST", `${mesh().url}/a2a/payments/message:send`, bound);
    const allowed = await send({ authorization: `DPoP ${bound}`, dpop: proof });
    // Ruled and sent on: nobody listens at the callee's address.
    expect(allowed.status).toBe(502);
  });
});
