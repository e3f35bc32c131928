import { expect, type Page, test } from "playwright/test";
import { freePort } from "./support/free-port";
import { type GatewayProcess, gatewayProcess } from "./support/gateway-process";
import { type OpenIdProvider, openIdProvider } from "./support/openid-provider";
import { visit } from "./support/test";

const MEMBER = { sub: "p-1", email: "member@example.com", emailVerified: true };
const STRANGER = { sub: "p-2", email: "stranger@example.com", emailVerified: true };
const UNVERIFIED = { sub: "p-3", email: "invited@example.com", emailVerified: false };

let mesh: GatewayProcess;
let provider: OpenIdProvider;

test.beforeAll(async () => {
  const port = await freePort();
  const client = { id: "signalbox", secret: "a-secret-of-the-console" };
  provider = await openIdProvider(
    { ...client, redirectUri: `http://localhost:${port}/api/auth/callback/oidc` },
    [MEMBER, STRANGER, UNVERIFIED],
  );
  mesh = await gatewayProcess({
    PORT: String(port),
    SIGNALBOX_ROLE: "all",
    SIGNALBOX_OIDC_ISSUER: provider.issuer,
    SIGNALBOX_OIDC_CLIENT_ID: client.id,
    SIGNALBOX_OIDC_CLIENT_SECRET: client.secret,
  });
  await mesh.start();
  for (const { email } of [MEMBER, UNVERIFIED]) {
    await mesh.api("POST", "/users", { email, name: "A person", role: "viewer" });
  }
});
test.afterAll(async () => {
  await mesh.remove();
  await provider.stop();
});

test.describe("signing in with the organisation's identity provider", () => {
  test("lets in a member whose verified address is known, and knows them by their subject from then on", async ({
    page,
  }) => {
    await signInThere(page, MEMBER.sub);
    await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
    const { users } = (await mesh.api("GET", "/users")) as { users: { email: string; hasOidc: boolean }[] };
    expect(users.find(({ email }) => email === MEMBER.email)?.hasOidc).toBe(true);
  });

  for (const [who, person] of [
    ["somebody whom nobody added", STRANGER],
    ["an address that the provider has not verified", UNVERIFIED],
  ] as const) {
    test(`refuses ${who}`, async ({ page }) => {
      await signInThere(page, person.sub);
      await expect(page).toHaveURL(/\/sign-in/);
      await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
    });
  }
});

async function signInThere(page: Page, login: string): Promise<void> {
  await visit(page, `${mesh.url}/sign-in`);
  await page.getByRole("button", { name: /Continue with/ }).click();
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}
