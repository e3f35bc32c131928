import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { expect } from "./test";

const WIDTHS = [1280, 390] as const;
const SCHEMES = ["light", "dark"] as const;
const HEIGHT = 860;

/**
 * Looks at a screen in both themes and on both widths; no accessibility rule may be violated and nothing may scroll sideways.
 * Theme and width are switched on the loaded page, as a person does who turns the phone or changes the system's theme.
 */
export async function expectAccessible(page: Page, name: string, path: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForLoadState("load");
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
      // What is still arriving (a proof, a first event) settles within moments; what is there then must be right.
      await expect
        .soft(async () => {
          const { violations } = await new AxeBuilder({ page }).analyze();
          const found = violations.map(
            (rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(" ")).join(", ")}`,
          );
          expect(found, `${name}, ${colorScheme}, ${width} px`).toEqual([]);
        })
        .toPass({ timeout: 4_000 });
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(overflow, `${name} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
  }
}
