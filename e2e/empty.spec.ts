import { expectAccessible } from "./support/axe";
import { emptyScreens } from "./support/routes";
import { expect, test } from "./support/test";

test("an empty mesh says on each screen why it is empty and what to do next", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByText("No calls yet")).toBeVisible();
  await expect(page.getByRole("region", { name: "Next" })).toContainText("Register an agent");
  await page.goto("/calls");
  await expect(page.getByText("No calls yet")).toBeVisible();
  await page.goto("/catalog");
  await expect(page.getByText("Nothing is registered yet")).toBeVisible();
});

for (const [name, path] of emptyScreens) {
  test(`${name}, with nothing yet, is accessible, light and dark, wide and narrow`, async ({ page }) => {
    await expectAccessible(page, name, path);
  });
}
