import { createServer } from "node:http";
import * as oidc from "openid-client";
import type { Page } from "playwright/test";
import { expectAccessible } from "./support/axe";
import { ADMIN, expect, test, visit } from "./support/test";

const insecure = { algorithm: "oauth2" as const, execute: [oidc.allowInsecureRequests] };

/** An app on this machine that registers itself and waits for the browser to come back. */
async function newApp(meshUrl: string, name: string) {
  let arrived: (url: URL) => void = () => {};
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? "/", redirectUri);
    res.end("You can close this window.");
    if (url.pathname === "/callback") arrived(url);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  const redirectUri = `http://localhost:${port}/callback`;
  const config = await oidc.dynamicClientRegistration(
    new URL(meshUrl),
    { client_name: name, redirect_uris: ["http://localhost/callback"] },
    oidc.None(),
    insecure,
  );
  return {
    config,
    async start(more: Record<string, string> = {}) {
      const verifier = oidc.randomPKCECodeVerifier();
      const state = oidc.randomState();
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        state,
        resource: `${meshUrl}/mcp`,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        ...more,
      });
      const back = new Promise<URL>((done) => {
        arrived = done;
      });
      return { url: url.href, back, checks: { pkceCodeVerifier: verifier, expectedState: state } };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const allow = (page: Page) => page.getByRole("button", { name: "Allow", exact: true });

test.describe("an app that wants to act for somebody", () => {
  // Signs in on the way, and must not end the session that other tests share.
  test.use({ storageState: { cookies: [], origins: [] } });

  test("is allowed on a page that says who asks, and calls with a badge of that person", async ({
    page,
    mesh,
  }) => {
    const app = await newApp(mesh.url, "Pocket notes");
    const { url, back, checks } = await app.start();
    await visit(page, url);
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fconsent/);
    await page.getByLabel("E-mail address").fill(ADMIN.email);
    await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Let Pocket notes act for you?" })).toBeVisible();
    await expect(page.getByText("It registered itself: nobody has checked its name.")).toBeVisible();
    await expect(page.getByText("A program on this computer (localhost)")).toBeVisible();
    await expect(page.getByText(`Signed in as ${ADMIN.email}.`)).toBeVisible();
    await allow(page).click();
    const tokens = await oidc.authorizationCodeGrant(app.config, await back, checks);
    expect(tokens.scope).toBe("mesh");
    const call = async () =>
      (await fetch(`${mesh.url}/v1/models`, { headers: { authorization: `Bearer ${tokens.access_token}` } }))
        .status;
    expect(await call()).toBe(200);
    const next = await oidc.refreshTokenGrant(app.config, tokens.refresh_token ?? "");
    expect(next.refresh_token).not.toBe(tokens.refresh_token);

    // The app has its code before the browser has arrived at its page.
    await page.waitForURL(/\/callback\?/);
    await visit(page, "/account");
    await page.getByRole("button", { name: "Stop Pocket notes" }).first().click();
    await expect(page.getByText("Pocket notes")).toHaveCount(0);
    await expect.poll(call, { timeout: 2_000 }).toBe(401);
    await expect(oidc.refreshTokenGrant(app.config, next.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
    await app.close();
  });
});

test.describe("the consent page", () => {
  test("carries a no back to the app", async ({ page, mesh }) => {
    const app = await newApp(mesh.url, "Refused");
    const { url, back } = await app.start();
    await visit(page, url);
    await page.getByRole("button", { name: "Do not allow" }).click();
    expect((await back).searchParams.get("error")).toBe("access_denied");
    await app.close();
  });

  test("takes one answer, and none from another site", async ({ page, mesh, context, request }) => {
    const app = await newApp(mesh.url, "Twice");
    const { url, back } = await app.start();
    await visit(page, url);
    const second = await context.newPage();
    let sent: { url: string; headers: Record<string, string>; body: string } | undefined;
    page.on("request", (one) => {
      if (one.method() === "POST" && one.url().includes("/consent"))
        sent = { url: one.url(), headers: one.headers(), body: one.postData() ?? "" };
    });
    await allow(page).click();
    expect((await back).searchParams.get("code")).toBeTruthy();
    expect(sent).toBeDefined();
    const replay = (headers: Record<string, string>) =>
      request.post(sent?.url ?? "", { headers: { ...sent?.headers, ...headers }, data: sent?.body ?? "" });
    const again = await replay({ origin: mesh.url });
    expect(await again.text()).toContain("has been answered already");
    for (const origin of ["https://evil.example", "null"]) {
      const foreign = await replay({ origin });
      expect(foreign.status()).toBeGreaterThanOrEqual(400);
    }
    await second.close();
    await app.close();
  });

  test("shows what an app says of itself as text only", async ({ page, mesh }) => {
    const app = await newApp(mesh.url, "<img src=x onerror=alert(1)>");
    const details = JSON.stringify([
      {
        type: "mesh_tool",
        server: "crm-tools",
        tool: "get_customer",
        arguments: { customer_id: { equals: "C-1001" } },
      },
    ]);
    const { url } = await app.start({ authorization_details: details });
    await visit(page, url);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      "Let <img src=x onerror=alert(1)> act for you?",
    );
    await expect(page.getByText("crm-tools/get_customer")).toBeVisible();
    await expect(page.getByText('customer_id: {"equals":"C-1001"}')).toBeVisible();
    await app.close();
  });

  test("says so when a request is not right, and leads nowhere", async ({ page, mesh }) => {
    const app = await newApp(mesh.url, "Wrong");
    const { url } = await app.start();
    const wrong = new URL(url.replace("/oauth/authorize", "/consent"));
    wrong.searchParams.set("redirect_uri", "https://evil.example/callback");
    await page.goto(wrong.href);
    await expect(page.getByRole("heading", { name: "This request is not right" })).toBeVisible();
    await expect(page.getByRole("link", { name: /evil/ })).toHaveCount(0);
    const refused = await page.goto(url.replace("code_challenge_method=S256", "code_challenge_method=plain"));
    expect(refused?.status()).toBe(400);
    await expect(page.getByRole("link", { name: "Go back to the app" })).toBeVisible();
    await app.close();
  });

  test("can be used by everybody, in both themes and on both widths", async ({ page, mesh }) => {
    const app = await newApp(mesh.url, "Accessible");
    const details = JSON.stringify([{ type: "mesh_tool", server: "crm-tools", tool: "get_customer" }]);
    const plain = (await app.start()).url.replace("/oauth/authorize", "/consent");
    const tools = (await app.start({ authorization_details: details })).url.replace(
      "/oauth/authorize",
      "/consent",
    );
    await expectAccessible(page, "consent", plain);
    await expectAccessible(page, "consent to tools", tools);
    await expectAccessible(page, "consent, refused", "/consent?client_id=nobody");
    await app.close();
  });
});

test("a person who agreed is not asked again by an app with an address of its own", async ({
  page,
  mesh,
}) => {
  const callback = "https://localhost:8443/callback";
  const made = await mesh.manage<{ client: { clientId: string } }>("POST", "/clients", {
    kind: "app",
    title: "Known desk",
    redirectUris: [callback],
  });
  const visited: string[] = [];
  await page.route(`${callback}*`, async (route) => {
    visited.push(route.request().url());
    await route.fulfill({ contentType: "text/plain", body: "back" });
  });
  const url = `${mesh.url}/oauth/authorize?${new URLSearchParams({
    client_id: made.client.clientId,
    response_type: "code",
    redirect_uri: callback,
    state: "s",
    code_challenge: await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()),
    code_challenge_method: "S256",
  })}`;
  await visit(page, url);
  await allow(page).click();
  await expect.poll(() => visited.length).toBe(1);
  // The second time the browser is led straight on; followed by hand, because a route sees the first request of a chain only.
  const { request } = page.context();
  const asked = await request.get(url, { maxRedirects: 0 });
  const consent = await request.get(asked.headers().location ?? "", { maxRedirects: 0 });
  expect(consent.status()).toBe(307);
  for (const address of [...visited, consent.headers().location ?? ""]) {
    expect(address.startsWith(`${callback}?code=sbxc_`)).toBe(true);
  }
});
