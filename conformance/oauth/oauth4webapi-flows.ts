import { strict as assert } from "node:assert";
import * as oauth from "oauth4webapi";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { createClient } from "@/lib/identity/create-client";
import { newPerson } from "@/lib/protocols/oauth/testing/person";
import type { Findings } from "./findings";
import type { Stage } from "./stage";

const CALLBACK = "https://desk.example/callback";
const options = { [oauth.allowInsecureRequests]: true };

/** The same with `oauth4webapi`, whose checks of answers and of RFC 9068 tokens are the strictest there are. */
export async function oauth4webapiFlows(stage: Stage, findings: Findings): Promise<void> {
  const person = await newPerson(stage.mesh);
  const issuer = new URL(stage.url);
  const as = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...options }),
  );
  const made = await createClient(
    stage.mesh.database.db,
    { kind: "app", title: "Desk", redirectUris: [CALLBACK], confidential: true },
    MESH_AUTHOR,
  );
  const client = { client_id: made.client.clientId };
  const auth = oauth.ClientSecretPost(made.clientSecret ?? "");

  await findings.attempt("oauth4webapi: protected resource metadata of a door", async () => {
    const door = new URL(`${stage.url}/mcp/yes-tools`);
    const response = await oauth.resourceDiscoveryRequest(door, options);
    const resource = await oauth.processResourceDiscoveryResponse(door, response);
    assert.deepEqual(resource.authorization_servers, [stage.url]);
  });
  await findings.attempt("oauth4webapi: code, refresh and an RFC 9068 token", async () => {
    const verifier = oauth.generateRandomCodeVerifier();
    const url = new URL(as.authorization_endpoint ?? "");
    url.search = new URLSearchParams({
      client_id: client.client_id,
      response_type: "code",
      redirect_uri: CALLBACK,
      state: "s-1",
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    }).toString();
    const answer = oauth.validateAuthResponse(as, client, await person.answer(url), "s-1");
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      auth,
      answer,
      CALLBACK,
      verifier,
      options,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, response);
    const request = new Request(stage.url, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    const claims = await oauth.validateJwtAccessToken(as, request, stage.url, options);
    assert.equal(claims.sub, `user:${person.user.id}`);
    const refreshed = await oauth.refreshTokenGrantRequest(
      as,
      client,
      auth,
      tokens.refresh_token ?? "",
      options,
    );
    await oauth.processRefreshTokenResponse(as, client, refreshed);
  });
  await findings.attempt("oauth4webapi: DPoP with client credentials", async () => {
    const service = await createClient(
      stage.mesh.database.db,
      { kind: "service", title: "Batch" },
      MESH_AUTHOR,
    );
    const own = { client_id: service.client.clientId };
    const DPoP = oauth.DPoP({}, await oauth.generateKeyPair("ES256"));
    const secret = oauth.ClientSecretBasic(service.clientSecret ?? "");
    const response = await oauth.clientCredentialsGrantRequest(as, own, secret, new URLSearchParams(), {
      DPoP,
      ...options,
    });
    const { access_token, token_type } = await oauth.processClientCredentialsResponse(as, own, response);
    assert.equal(token_type, "dpop");
    const url = new URL(`${stage.url}/v1/models`);
    const called = await oauth.protectedResourceRequest(access_token, "GET", url, undefined, undefined, {
      DPoP,
      ...options,
    });
    assert.equal(called.status, 200);
    await called.body?.cancel();
  });
}
