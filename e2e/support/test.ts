import { test as base, expect, type Page } from "playwright/test";
import { MeshClient } from "./mesh-client";

export const ADMIN = {
  email: process.env.E2E_ADMIN_EMAIL ?? "",
  password: process.env.E2E_ADMIN_PASSWORD ?? "",
};

interface Fixtures {
  mesh: MeshClient;
  /** What the browser refused or what broke on any page of the test. Must stay empty. */
  troubles: string[];
}

/** Every test fails on an uncaught error, a violated content security policy or a request that leaves the origin. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the first parameter's names.
  mesh: async ({}, use) => use(new MeshClient()),
  troubles: [
    async ({ context }, use) => {
      const troubles: string[] = [];
      context.on("console", (message) => {
        if (/Content Security Policy/i.test(message.text())) troubles.push(message.text());
      });
      context.on("weberror", (error) => troubles.push(String(error.error())));
      context.on("request", (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (/^https?:$/.test(protocol) && hostname !== "localhost")
          troubles.push(`request to ${request.url()}`);
      });
      await use(troubles);
      expect(troubles).toEqual([]);
    },
    { auto: true },
  ],
});

/** Goes to a page and waits until it has come to life: until then clicks and keys reach nothing. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForFunction(() => {
    const buttons = [...document.querySelectorAll("button")];
    const alive = (button: Element) => Object.keys(button).some((key) => key.startsWith("__reactProps"));
    return buttons.length > 0 && buttons.every(alive);
  });
}

export async function signIn(page: Page, { email, password } = ADMIN): Promise<void> {
  await visit(page, "/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
}

export { expect };
