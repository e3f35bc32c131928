import { ADMIN, expect, signIn, test, visit } from "./support/test";

// Signing in and out must not end the session that the other tests share.
test.use({ storageState: { cookies: [], origins: [] } });

test.describe("signing in", () => {
  test("leads back to the page that asked for it", async ({ page }) => {
    await visit(page, "/calls?status=denied");
    await expect(page).toHaveURL("/sign-in?next=%2Fcalls%3Fstatus%3Ddenied");
    await page.getByLabel("E-mail address").fill(ADMIN.email);
    await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL("/calls?status=denied");
    await expect(page.getByRole("heading", { name: "Calls", level: 1 })).toBeVisible();
  });

  test("does not follow an address that leads elsewhere", async ({ page }) => {
    await visit(page, "/sign-in?next=https://evil.example/");
    await page.getByLabel("E-mail address").fill(ADMIN.email);
    await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
    await expect(page).toHaveURL("/");
  });

  test("says the same for a wrong password and for an unknown person", async ({ page }) => {
    const refusalOf = async (email: string) => {
      await visit(page, "/sign-in");
      await page.getByLabel("E-mail address").fill(email);
      await page.getByLabel("Password", { exact: true }).fill("not the password");
      await page.getByRole("button", { name: "Sign in" }).click();
      const alert = page.getByRole("alert").filter({ hasText: /\w/ });
      await expect(alert).toBeVisible();
      return alert.textContent();
    };
    const known = await refusalOf(ADMIN.email);
    expect(await refusalOf("nobody@example.com")).toBe(known);
  });

  test("by a link works once, and looking at the link does not use it up", async ({
    page,
    mesh,
    browser,
    request,
  }) => {
    const email = `linked-${Date.now()}@example.com`;
    const user = await mesh.manage<{ id: string }>("POST", "/users", {
      email,
      name: "Linked person",
      role: "viewer",
    });
    const { token } = await mesh.manage<{ token: string }>("POST", `/users/${user.id}/link`);
    const link = `/sign-in/link?token=${token}`;
    // A mail program's preview.
    expect((await request.get(link)).status()).toBe(200);
    await visit(page, link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("button", { name: /Linked person, viewer/ })).toBeVisible();

    const second = await browser.newContext({ baseURL: mesh.url });
    const again = await second.newPage();
    await visit(again, link);
    await again.getByRole("button", { name: "Sign in" }).click();
    await expect(again.getByText("has been used or is too old")).toBeVisible();
    await second.close();
  });

  test("ends on the server when one signs out: the old cookie opens nothing", async ({ page, context }) => {
    await signIn(page);
    const before = await context.cookies();
    await page.getByRole("button", { name: /account menu/ }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await context.addCookies(before);
    expect((await context.request.get("/api/console/calls")).status()).toBe(401);
    await page.goto("/calls");
    await expect(page).toHaveURL(/\/sign-in\?next=/);
  });

  test("can be ended from another browser", async ({ page, browser, mesh }) => {
    await signIn(page);
    const other = await browser.newContext({ baseURL: mesh.url });
    const elsewhere = await other.newPage();
    await signIn(elsewhere);
    await visit(page, "/account");
    await expect(page.getByText("this browser")).toHaveCount(1);
    await page.getByRole("button", { name: "End", exact: true }).first().click();
    await expect(async () => {
      expect((await other.request.get("/api/console/calls")).status()).toBe(401);
    }).toPass({ timeout: 5_000 });
    await other.close();
  });
});
