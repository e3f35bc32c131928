import { strict as assert } from "node:assert";
import * as oidc from "openid-client";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { createClient } from "@/lib/identity/create-client";
import { newPerson } from "@/lib/protocols/oauth/testing/person";
import type { Findings } from "./findings";
import type { Stage } from "./stage";

const CALLBACK = "https://app.example/callback";
const insecure = { algorithm: "oauth2" as const, execute: [oidc.allowInsecureRequests] };
const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const refused = (running: Promise<unknown>, error: string) =>
  assert.rejects(running, (err: { error?: string }) => err.error === error);

/** What an app and an agent do with `openid-client`. */
export async function openidClientFlows(stage: Stage, findings: Findings): Promise<void> {
  const person = await newPerson(stage.mesh);
  const server = new URL(stage.url);
  const app = await oidc.dynamicClientRegistration(
    server,
    { client_name: "Suite", redirect_uris: [CALLBACK] },
    oidc.None(),
    insecure,
  );
  const authorize = async (DPoP?: oidc.DPoPHandle) => {
    const verifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const url = oidc.buildAuthorizationUrl(app, {
      redirect_uri: CALLBACK,
      scope: "mesh",
      resource: `${stage.url}/mcp/yes-tools`,
      state,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      ...(DPoP ? { dpop_jkt: await DPoP.calculateThumbprint() } : {}),
    });
    return { back: await person.answer(url), checks: { pkceCodeVerifier: verifier, expectedState: state } };
  };
  const call = (token: string, DPoP?: oidc.DPoPHandle) =>
    oidc.fetchProtectedResource(
      app,
      token,
      new URL(`${stage.url}/v1/chat/completions`),
      "POST",
      JSON.stringify({ model: "m", messages: [{ role: "user", content: "hello" }] }),
      new Headers({ "content-type": "application/json" }),
      { DPoP },
    );

  await findings.attempt("openid-client: code with PKCE, then a call", async () => {
    const { back, checks } = await authorize();
    const tokens = await oidc.authorizationCodeGrant(app, back, checks);
    assert.equal((await call(tokens.access_token)).status, 200);
    await refused(oidc.authorizationCodeGrant(app, back, checks), "invalid_grant");
  });
  await findings.attempt("openid-client: an answer with another state or issuer is noticed", async () => {
    const { back, checks } = await authorize();
    const other = new URL(back);
    other.searchParams.set("iss", "https://evil.example");
    await assert.rejects(oidc.authorizationCodeGrant(app, other, checks));
    await assert.rejects(oidc.authorizationCodeGrant(app, back, { ...checks, expectedState: "other" }));
  });
  await findings.attempt("openid-client: refresh rotates, and the second use ends all", async () => {
    const { back, checks } = await authorize();
    const first = await oidc.authorizationCodeGrant(app, back, checks);
    const next = await oidc.refreshTokenGrant(app, first.refresh_token ?? "");
    assert.notEqual(next.refresh_token, first.refresh_token);
    assert.equal((await call(next.access_token)).status, 200);
    await refused(oidc.refreshTokenGrant(app, first.refresh_token ?? ""), "invalid_grant");
    await refused(oidc.refreshTokenGrant(app, next.refresh_token ?? ""), "invalid_grant");
  });
  await findings.attempt("openid-client: DPoP from the code to the call", async () => {
    const DPoP = oidc.getDPoPHandle(app, await oidc.randomDPoPKeyPair("ES256"));
    const { back, checks } = await authorize(DPoP);
    const tokens = await oidc.authorizationCodeGrant(app, back, checks, undefined, { DPoP });
    assert.equal(tokens.token_type, "dpop");
    assert.equal((await call(tokens.access_token, DPoP)).status, 200);
    const next = await oidc.refreshTokenGrant(app, tokens.refresh_token ?? "", undefined, { DPoP });
    assert.equal((await call(next.access_token, DPoP)).status, 200);
  });
  await findings.attempt(
    "openid-client: client credentials, exchange, introspection, revocation",
    async () => {
      const [parent, child] = await Promise.all([agent(stage, "suite-parent"), agent(stage, "suite-child")]);
      const badge = await oidc.clientCredentialsGrant(parent, { scope: "mesh" });
      const exchanged = await oidc.genericGrantRequest(child, EXCHANGE, {
        subject_token: badge.access_token,
        subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
      });
      assert.equal((await call(exchanged.access_token)).status, 200);
      const seen = await oidc.tokenIntrospection(child, exchanged.access_token);
      assert.deepEqual([seen.active, seen.sub], [true, "agent:suite-parent"]);
      await oidc.tokenRevocation(parent, badge.access_token);
      assert.equal((await oidc.tokenIntrospection(child, exchanged.access_token)).active, false);
    },
  );
}

async function agent(stage: Stage, agentName: string): Promise<oidc.Configuration> {
  const made = await createClient(
    stage.mesh.database.db,
    { kind: "agent", title: agentName, agentName },
    MESH_AUTHOR,
  );
  const auth = oidc.ClientSecretBasic(made.clientSecret ?? "");
  return oidc.discovery(new URL(stage.url), made.client.clientId, undefined, auth, insecure);
}
