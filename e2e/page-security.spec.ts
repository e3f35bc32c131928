import { gzipSync } from "node:zlib";
import { emptyScreens, screens, signedOutScreens } from "./support/routes";
import { sessionFile } from "./support/session";
import { expect, test } from "./support/test";

const FIRST_LOAD_JS_BYTES = 250 * 1024;

test("each page carries a strict policy with a nonce of its own, and no style attribute from the server", async ({
  request,
  mesh,
}) => {
  const nonces = new Set<string>();
  const paths = [...(await screens(mesh)), ...signedOutScreens];
  for (const [name, path] of paths) {
    const response = await request.get(path);
    const headers = response.headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy, name).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
    expect(policy, name).toMatch(/frame-ancestors 'none'/);
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
    expect(headers, name).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "strict-transport-security": expect.stringMatching(/max-age=\d{8}/),
      "cache-control": expect.stringContaining("no-store"),
    });
    expect(headers["x-powered-by"], name).toBeUndefined();
    const markup = (await response.text()).replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, "");
    expect(markup.match(/<[a-z][^<>]*\sstyle="[^"]*"/gi), name).toBeNull();
  }
  expect(nonces.size).toBe(paths.length);
});

test("whoever is not signed in reaches no screen and no data", async ({ playwright, mesh }) => {
  const nobody = await playwright.request.newContext({
    baseURL: mesh.url,
    maxRedirects: 0,
    storageState: { cookies: [], origins: [] },
  });
  for (const [name, path] of emptyScreens.filter(([name]) => name !== "no such page")) {
    const response = await nobody.get(path);
    // A page that was already being sent redirects in its body; either way nothing of the screen is in it.
    const text = await response.text();
    expect(response.status() === 307 || text.includes("/sign-in"), name).toBe(true);
    expect(text, name).not.toMatch(/account menu|crm-specialist/);
  }
  const id = await mesh.chat("Secret");
  for (const path of [
    "/api/console/calls",
    `/api/console/calls/${id}`,
    `/api/console/calls/${id}/proof`,
    "/api/console/search?q=crm",
    "/api/live/calls",
  ]) {
    const response = await nobody.get(path);
    expect(response.status(), path).toBe(401);
    expect(response.headers()["x-request-id"], path).toMatch(/^[0-9a-f-]{36}$/);
    expect((await response.json()).error.code, path).toBe("unauthenticated");
  }
  await nobody.dispose();
});

test("a forged or altered session cookie opens nothing", async ({ playwright, mesh, context }) => {
  const cookie = (await context.cookies()).find(({ name }) => name.endsWith("signalbox.session"));
  const value = cookie?.value ?? "";
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  for (const forged of [
    "x",
    "",
    `${value.slice(0, -4)}AAAA`,
    value.split(".").slice(0, 4).join("."),
    "a".repeat(8000),
  ]) {
    const stranger = await playwright.request.newContext({
      baseURL: mesh.url,
      storageState: { cookies: [], origins: [] },
      extraHTTPHeaders: { cookie: `${cookie?.name}=${forged}` },
    });
    expect([401, 431]).toContain((await stranger.get("/api/console/calls")).status());
    await stranger.dispose();
  }
});

test("a page needs at most 250 kB of JavaScript, compressed, before it is used", async ({
  browser,
  mesh,
}) => {
  test.setTimeout(300_000);
  for (const [name, path] of await screens(mesh)) {
    // A browser of its own: nothing is cached from the page before.
    const context = await browser.newContext({ baseURL: mesh.url, storageState: sessionFile("full") });
    const page = await context.newPage();
    const scripts: Promise<{ path: string; bytes: number }>[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() !== "script") return;
      const path = new URL(response.url()).pathname;
      scripts.push(
        response.body().then(
          (body) => ({ path, bytes: gzipSync(body).length }),
          // One that arrives after the page was closed was not needed for its first load.
          () => ({ path, bytes: 0 }),
        ),
      );
    });
    const document = await page.goto(path, { waitUntil: "load" });
    const html = (await document?.text()) ?? "";
    // What the page does not name is fetched later, when it is needed, however soon that is.
    const named = (await Promise.all(scripts)).filter((script) => html.includes(script.path));
    expect(named.length, name).toBeGreaterThan(0);
    const total = named.reduce((sum, { bytes }) => sum + bytes, 0);
    expect.soft(total, `${name}: ${Math.round(total / 1024)} kB`).toBeLessThanOrEqual(FIRST_LOAD_JS_BYTES);
    await context.close();
  }
});
