import { expectAccessible } from "./support/axe";
import { fullScreens, pathOf, signedOutScreens } from "./support/routes";
import { test, visit } from "./support/test";

for (const screen of fullScreens) {
  test(`${screen[0]} is accessible, light and dark, wide and narrow`, async ({ page, mesh }) => {
    await expectAccessible(page, screen[0], await pathOf(screen, mesh));
  });
}

test.describe("without a session", () => {
  test.use({ storageState: { cookies: [], origins: [] } });
  for (const [name, path] of signedOutScreens) {
    test(`${name} is accessible, light and dark, wide and narrow`, async ({ page }) => {
      await expectAccessible(page, name, path);
    });
  }
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
