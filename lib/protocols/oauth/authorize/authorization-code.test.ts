import * as oauth from "oauth4webapi";
import * as oidc from "openid-client";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { testMesh } from "@/lib/gateway/testing/test-mesh";
import { MESH_AUTHOR } from "@/lib/identity/author";
import { withdrawConsent } from "@/lib/identity/authorizations/withdraw-consent";
import { disableUser } from "@/lib/identity/change-user";
import { createClient } from "@/lib/identity/create-client";
import { badgeVerifierService } from "@/lib/identity/verify-badge";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { newPerson, type Person } from "../testing/person";

const CALLBACK = "https://app.example/callback";
const mesh = testMesh(gatewayApp);
let person: Person;
beforeAll(async () => {
  person = await newPerson(mesh().mesh);
});

const insecure = { algorithm: "oauth2" as const, execute: [oidc.allowInsecureRequests] };

/** An app that registers itself. */
const newApp = (redirectUri = CALLBACK) =>
  oidc.dynamicClientRegistration(
    new URL(mesh().url),
    { client_name: "Notes", redirect_uris: [redirectUri] },
    oidc.None(),
    insecure,
  );

async function authorizationUrl(config: oidc.Configuration, more: Record<string, string> = {}) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    scope: "mesh",
    resource: `${mesh().url}/mcp`,
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...more,
  });
  return { url, checks: { pkceCodeVerifier: verifier, expectedState: state } };
}

/** The whole way of an app to its tokens. */
async function signIn(config: oidc.Configuration, who = person, redirectUri = CALLBACK) {
  const { url, checks } = await authorizationUrl(config, { redirect_uri: redirectUri });
  const back = await who.answer(url);
  return { back, checks, tokens: await oidc.authorizationCodeGrant(config, back, checks) };
}

const verify = (token: string) => mesh().mesh.services.get(badgeVerifierService).verify(token);
const isDead = (token: string) =>
  vi.waitFor(() => expect(verify(token)).rejects.toMatchObject({ code: "invalid_token" }), { timeout: 1000 });
const denied = { error: "invalid_grant" };

describe("an app that acts for a person", () => {
  test("registers, asks and gets a badge whose subject is the person and whose actor is the app", async () => {
    const config = await newApp();
    const { clientId } = { clientId: config.clientMetadata().client_id };
    const { back, tokens } = await signIn(config);
    expect(back.searchParams.get("iss")).toBe(mesh().url);
    expect(tokens).toMatchObject({ token_type: "bearer", scope: "mesh" });
    expect(tokens.expires_in).toBeLessThanOrEqual(300);
    const principal = await verify(tokens.access_token);
    expect(principal.chain).toEqual([
      { kind: "user", id: person.user.id },
      { kind: "service", id: clientId },
    ]);
    expect(principal).toMatchObject({ clientId, roles: ["agent"], scopes: ["mesh"], domains: [] });
  });

  test("has no rights of the person's own: an admin's app manages nothing", async () => {
    const admin = await newPerson(mesh().mesh, "admin");
    const { tokens } = await signIn(await newApp(), admin);
    const answer = await fetch(`${mesh().url}/api/v1/users`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(answer.status).toBe(403);
    const { url } = await authorizationUrl(await newApp(), { scope: "mesh admin" });
    const refused = await admin.open(url);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("invalid_scope")]);
  });

  test("refreshes: each refresh token works once, and the second use ends everything that came of the code", async () => {
    const config = await newApp();
    const { tokens } = await signIn(config);
    const second = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? "");
    expect((await verify(second.access_token)).subject.id).toBe(person.user.id);
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? "")).rejects.toMatchObject(denied);
    await expect(oidc.refreshTokenGrant(config, second.refresh_token ?? "")).rejects.toMatchObject(denied);
    await isDead(second.access_token);
    await isDead(tokens.access_token);
  });

  test("of twenty uses of a refresh token at once one gets a badge, and it does not live", async () => {
    const config = await newApp();
    const { tokens } = await signIn(config);
    const uses = await Promise.allSettled(
      Array.from({ length: 20 }, () => oidc.refreshTokenGrant(config, tokens.refresh_token ?? "")),
    );
    const won = uses.filter((use) => use.status === "fulfilled");
    expect(won).toHaveLength(1);
    for (const { value } of won) await isDead(value.access_token);
  });

  test("cannot use a code twice: the second use ends what the first got", async () => {
    const config = await newApp();
    const { back, checks, tokens } = await signIn(config);
    await expect(oidc.authorizationCodeGrant(config, back, checks)).rejects.toMatchObject(denied);
    await isDead(tokens.access_token);
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? "")).rejects.toMatchObject(denied);
  });

  test("that stole a code gets nothing for it, and neither does anybody else afterwards", async () => {
    const config = await newApp();
    const { url, checks } = await authorizationUrl(config);
    const back = await person.answer(url);
    await expect(oidc.authorizationCodeGrant(await newApp(), back, checks)).rejects.toMatchObject(denied);
    const guessed = { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
    await expect(oidc.authorizationCodeGrant(config, back, guessed)).rejects.toMatchObject(denied);
    await expect(oidc.authorizationCodeGrant(config, back, checks)).rejects.toMatchObject(denied);
  });

  test("that keeps a secret proves itself, and oauth4webapi reads its badge", async () => {
    const made = await createClient(
      mesh().mesh.database.db,
      { kind: "app", title: "Desk", redirectUris: [CALLBACK], confidential: true },
      MESH_AUTHOR,
    );
    const { clientId } = made.client;
    const secret = made.clientSecret ?? "";
    const options = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(mesh().url);
    const as = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...options }),
    );
    const client = { client_id: clientId };
    const verifier = oauth.generateRandomCodeVerifier();
    const url = new URL(as.authorization_endpoint ?? "");
    url.search = new URLSearchParams({
      client_id: clientId,
      response_type: "code",
      redirect_uri: CALLBACK,
      state: "s-1",
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    }).toString();
    const callback = oauth.validateAuthResponse(as, client, await person.answer(url), "s-1");
    const grant = (auth: oauth.ClientAuth) =>
      oauth.authorizationCodeGrantRequest(as, client, auth, callback, CALLBACK, verifier, options);
    expect((await grant(oauth.None())).status).toBe(401);
    const tokens = await oauth.processAuthorizationCodeResponse(
      as,
      client,
      await grant(oauth.ClientSecretBasic(secret)),
    );
    const bearer = new Request(mesh().url, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    const claims = await oauth.validateJwtAccessToken(as, bearer, mesh().url, options);
    expect(claims).toMatchObject({
      sub: `user:${person.user.id}`,
      act: { sub: `service:${clientId}` },
      client_id: clientId,
    });
  });

  test("uses no other grant: it is nobody by itself", async () => {
    const config = await newApp();
    for (const grant of [
      () => oidc.clientCredentialsGrant(config),
      () =>
        oidc.genericGrantRequest(config, "urn:ietf:params:oauth:grant-type:token-exchange", {
          subject_token: "x",
          subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
        }),
    ]) {
      await expect(grant()).rejects.toMatchObject({ error: "unauthorized_client" });
    }
    await expect(oidc.tokenIntrospection(config, "x")).rejects.toMatchObject({
      error: "unauthorized_client",
    });
  });
});

describe("what a person agreed to", () => {
  test("ends when they take it back: badges, refresh tokens, and they are asked anew", async () => {
    const config = await newApp();
    const clientId = config.clientMetadata().client_id;
    const { tokens } = await signIn(config);
    await withdrawConsent(mesh().mesh.database.db, { userId: person.user.id, clientId });
    await isDead(tokens.access_token);
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? "")).rejects.toMatchObject(denied);
  });

  test("ends with the person's own access", async () => {
    const leaver = await newPerson(mesh().mesh);
    const config = await newApp();
    const { tokens } = await signIn(config, leaver);
    await disableUser(mesh().mesh.database.db, { userId: leaver.user.id }, MESH_AUTHOR);
    await isDead(tokens.access_token);
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? "")).rejects.toMatchObject(denied);
  });

  test("ends when the app revokes its refresh token (RFC 7009)", async () => {
    const config = await newApp();
    const { tokens } = await signIn(config);
    await oidc.tokenRevocation(config, tokens.refresh_token ?? "");
    await isDead(tokens.access_token);
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? "")).rejects.toMatchObject(denied);
  });

  test("is refused to the app in words when they say no", async () => {
    const config = await newApp();
    const { url, checks } = await authorizationUrl(config);
    const back = await person.answer(url, false);
    expect(back.searchParams.get("error")).toBe("access_denied");
    await expect(oidc.authorizationCodeGrant(config, back, checks)).rejects.toMatchObject({
      error: "access_denied",
    });
  });

  test("leaves no code and no token in the store that could be used", async () => {
    const { back, tokens } = await signIn(await newApp());
    const { sql } = mesh().mesh.database;
    const rows = await sql`
      select code_hash as text from authorization_codes
      union all select token_hash from refresh_tokens
      union all select payload::text from audit_entries where payload is not null`;
    const all = rows.map((row) => row.text).join("\n");
    for (const secret of [back.searchParams.get("code"), tokens.refresh_token, tokens.access_token]) {
      expect(secret?.length).toBeGreaterThan(40);
      expect(all).not.toContain(secret);
    }
  });
});
