import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright/test";
import { signedInAs } from "./support/people";
import { expect, test, visit } from "./support/test";

const dialog = (page: Page) => page.getByRole("dialog");
const inDialog = (page: Page, name: string) => dialog(page).getByRole("button", { name, exact: true });

/** A browser of somebody else. */
async function pageOf(browser: Browser, baseURL: string, cookie?: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const [name = "", value = ""] =
    (cookie ?? "")
      .split("; ")
      .find((one) => one.includes("session="))
      ?.split(/=(.*)/s) ?? [];
  if (cookie) await context.addCookies([{ name, value, url: baseURL }]);
  return context.newPage();
}

async function token(url: string, id: string, secret: string): Promise<number> {
  const response = await fetch(`${url}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  return response.status;
}

test("a person is invited, chooses a password, comes back, gets another role, and is stopped", async ({
  page,
  browser,
  mesh,
}) => {
  const name = `Ivy ${Date.now()}`;
  const email = `ivy-${Date.now()}@example.com`;
  await visit(page, "/settings/members");
  await page.getByRole("button", { name: "Add a member" }).click();
  await dialog(page).getByLabel("Name", { exact: true }).fill(name);
  await dialog(page).getByRole("textbox", { name: "E-mail address" }).fill(email);
  await inDialog(page, "Add").click();
  await expect(dialog(page).getByText("Done and on record.")).toBeVisible();
  const link = (await dialog(page).locator("code").textContent()) ?? "";
  expect(link).toMatch(/\/sign-in\/link\?token=sbxl_/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeVisible();
  await inDialog(page, "I have copied it").click();

  const theirs = await pageOf(browser, mesh.url);
  await visit(theirs, link);
  await theirs.getByRole("button", { name: "Sign in" }).click();
  await expect(theirs.getByRole("heading", { name: "Welcome to Signalbox" })).toBeVisible();
  await theirs.getByLabel("Password", { exact: true }).fill("a password of my own");
  await theirs.getByRole("button", { name: "Choose this password" }).click();
  await expect(theirs.getByRole("heading", { name: "Overview" })).toBeVisible();
  await visit(theirs, "/");
  await theirs.getByRole("button", { name: /account menu/ }).click();
  await theirs.getByRole("button", { name: "Sign out" }).click();
  await visit(theirs, "/sign-in");
  await theirs.getByLabel("E-mail address").fill(email);
  await theirs.getByLabel("Password", { exact: true }).fill("a password of my own");
  await theirs.getByRole("button", { name: "Sign in" }).click();
  await expect(theirs.getByRole("heading", { name: "Overview" })).toBeVisible();

  await visit(page, `/settings/members?q=${encodeURIComponent(email)}`);
  await expect(page.getByRole("table", { name: "Members" }).getByRole("link")).toHaveCount(1);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(page.getByText("Chrome", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Change role" }).click();
  await dialog(page).getByLabel("Role").selectOption("operator");
  await inDialog(page, "Change role").click();
  await expect(dialog(page).getByRole("link", { name: "See the audit entry" })).toBeVisible();
  await inDialog(page, "Close").last().click();
  await expect(page.getByText(/^operator: /)).toBeVisible();
  await expect(page.getByText("Not signed in anywhere.")).toBeVisible();
  await visit(theirs, "/calls");
  await expect(theirs.getByText("Your session has ended.")).toBeVisible();

  await page.getByRole("button", { name: "Stop" }).click();
  await inDialog(page, "Stop").click();
  await expect(dialog(page).getByText("Done and on record.")).toBeVisible();
  await inDialog(page, "Close").last().click();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  await theirs.context().close();
});

test("the one who reads changes neither their own role nor their own account", async ({ page, mesh }) => {
  const { users } = await mesh.manage<{ users: { id: string }[] }>("GET", "/users?q=admin@example.com");
  await visit(page, `/settings/members/${users[0]?.id}`);
  await expect(page.getByText("Your role and your account are changed by another admin.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
});

test("a client's secret is shown once, works, is replaced, and ends with the client", async ({
  page,
  mesh,
}) => {
  const title = `Nightly report ${Date.now()}`;
  await visit(page, "/settings/clients");
  await page.getByRole("button", { name: "Add a client" }).click();
  await dialog(page).getByLabel("Title").fill(title);
  await inDialog(page, "Add").click();
  await expect(dialog(page).getByText("Client secret")).toBeVisible();
  const [id = "", first = ""] = await dialog(page).locator("code").allTextContents();
  expect(await token(mesh.url, id, first)).toBe(200);
  await inDialog(page, "I have copied it").click();

  await visit(page, `/settings/clients?q=${encodeURIComponent(title)}`);
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
  expect(await page.content()).not.toContain(first);
  await page.getByRole("button", { name: "Rotate secret" }).click();
  await inDialog(page, "Rotate").click();
  await expect(dialog(page).getByText("New client secret")).toBeVisible();
  const second = (await dialog(page).locator("code").textContent()) ?? "";
  expect([await token(mesh.url, id, first), await token(mesh.url, id, second)]).toEqual([401, 200]);
  await inDialog(page, "I have copied it").click();

  await page.getByRole("button", { name: "Stop" }).click();
  await inDialog(page, "Stop").click();
  await expect(dialog(page).getByText("Done and on record.")).toBeVisible();
  expect(await token(mesh.url, id, second)).toBe(401);
});

test("a signing key is rotated only by whoever types what for, and the old one still verifies", async ({
  page,
  mesh,
}) => {
  const keys = () => mesh.manage<{ keys: { kid: string; purpose: string; state: string }[] }>("GET", "/keys");
  const before = (await keys()).keys.find(({ purpose, state }) => purpose === "card" && state === "current");
  await visit(page, "/settings/keys");
  await page.getByRole("button", { name: "Rotate card key" }).click();
  await expect(inDialog(page, "Rotate")).toBeDisabled();
  await dialog(page).getByLabel("Type card to confirm").fill("card");
  await inDialog(page, "Rotate").click();
  await expect(dialog(page).getByText(before?.kid ?? "none")).toBeVisible();
  await inDialog(page, "Close").last().click();
  await expect(page.getByRole("cell", { name: "Retired" }).first()).toBeVisible();
  const after = (await keys()).keys.find(({ kid }) => kid === before?.kid);
  expect(after?.state).toBe("retired");
});

test("a credential is stored, named, never shown, and removed by its name", async ({ page }) => {
  const name = `crm/token-${Date.now()}`;
  await visit(page, "/settings/keys");
  await page.getByRole("button", { name: "Store a credential" }).click();
  await dialog(page).getByLabel("Name").fill(name);
  await dialog(page).getByLabel("Value", { exact: true }).fill("a value that nobody reads again");
  await inDialog(page, "Store").click();
  await expect(dialog(page).getByText("Done and on record.")).toBeVisible();
  await inDialog(page, "Close").last().click();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
  await page.reload();
  expect(await page.content()).not.toContain("a value that nobody reads again");
  await visit(page, "/settings/keys");
  await page.getByRole("button", { name: `Remove ${name}` }).click();
  await dialog(page).getByLabel(`Type ${name} to confirm`).fill(name);
  await inDialog(page, "Remove").click();
  await expect(dialog(page).getByText("Done and on record.")).toBeVisible();
  await inDialog(page, "Close").last().click();
  await expect(page.getByText(name, { exact: true })).toHaveCount(0);
});

test("what is wrong with an input is said by member, and nothing is lost", async ({ page }) => {
  await visit(page, "/settings/issuers");
  await page.getByRole("button", { name: "Trust a provider" }).click();
  await dialog(page).getByLabel("Title").fill("Directory");
  await dialog(page).getByLabel("Issuer").fill("http://idp.example.com");
  await dialog(page).getByLabel("Address of its keys").fill("https://idp.example.com/keys");
  await inDialog(page, "Trust").click();
  await expect(dialog(page).getByRole("alert")).toContainText("invalid_request");
  await expect(dialog(page).getByRole("alert")).toContainText("issuer: Use https.");
  await expect(dialog(page).getByLabel("Title")).toHaveValue("Directory");
});

test("who may not is told why and whom to ask, by keyboard too", async ({ browser, mesh }) => {
  const operator = await pageOf(browser, mesh.url, await signedInAs(mesh, "operator"));
  await visit(operator, "/settings/members");
  const button = operator.getByRole("button", { name: "Add a member" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await button.focus();
  await expect(operator.getByRole("tooltip").first()).toHaveText(
    /^You are an operator; this needs the role admin\. Ask .+\(admin\)/,
  );
  await operator.keyboard.press("Enter");
  await expect(dialog(operator)).toHaveCount(0);
  await operator.context().close();

  const viewer = await pageOf(browser, mesh.url, await signedInAs(mesh, "viewer"));
  await visit(viewer, "/settings");
  await expect(viewer).toHaveURL("/settings/roles");
  await expect(viewer.getByRole("columnheader", { name: "viewer (yours)" })).toBeVisible();
  await visit(viewer, "/settings/clients");
  await expect(viewer.getByText("You may not see the clients")).toBeVisible();
  await expect(viewer.getByText("You are a viewer; this needs the role operator.")).toBeVisible();
  await viewer.context().close();
});

test("the look and the shortcuts of the console are chosen here and kept", async ({ page }) => {
  await visit(page, "/settings/appearance");
  await page.getByRole("radio", { name: /^Comfortable/ }).check();
  await page.getByRole("radio", { name: /^Dark/ }).check();
  await visit(page, "/settings/clients");
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await expect(page.getByRole("table", { name: "Clients" })).toHaveAttribute("data-density", "comfortable");
  await visit(page, "/settings/shortcuts");
  await page.getByRole("checkbox", { name: /Single-key shortcuts/ }).uncheck();
  // A key pressed in a control belongs to the control.
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("Shift+?");
  await expect(dialog(page)).toHaveCount(0);
  await page.getByRole("checkbox", { name: /Single-key shortcuts/ }).check();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("Shift+?");
  await expect(dialog(page)).toBeVisible();
});

test("what runs is told: version, database, replicas that live", async ({ page }) => {
  await visit(page, "/settings/about");
  await expect(page.getByText(/^Signalbox \d+\.\d+\.\d+/)).toBeVisible();
  await expect(page.getByText(/^PostgreSQL \d+/)).toBeVisible();
  await expect(page.getByRole("table", { name: "Replicas" }).getByText("Alive")).toBeVisible();
});
