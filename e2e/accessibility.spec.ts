import { expectAccessible } from "./support/axe";
import { screens, signedOutScreens } from "./support/routes";
import { sessionFile } from "./support/session";
import { test, visit } from "./support/test";

test.setTimeout(240_000);

test("every screen of a mesh in use is accessible, light and dark, wide and narrow", async ({
  browser,
  mesh,
}) => {
  await expectAccessible(
    browser,
    { baseURL: mesh.url, storageState: sessionFile("full") },
    await screens(mesh),
  );
});

test("the way in is accessible", async ({ browser, mesh }) => {
  await expectAccessible(browser, { baseURL: mesh.url }, signedOutScreens);
});

test("menus and windows are accessible", async ({ page }) => {
  const { default: AxeBuilder } = await import("@axe-core/playwright");
  const check = async (name: string) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    test.expect
      .soft(
        violations.map((rule) => `${rule.id}: ${rule.nodes[0]?.html}`),
        name,
      )
      .toEqual([]);
  };
  await page.emulateMedia({ reducedMotion: "reduce" });
  await visit(page, "/calls");
  await page.getByRole("button", { name: "Status" }).click();
  await page.getByRole("checkbox", { name: "Denied" }).waitFor();
  await check("facet");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /account menu/ }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  await check("account menu");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await check("shortcuts");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(/Search screens/).waitFor();
  await check("palette");
});
