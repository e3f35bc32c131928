import AxeBuilder from "@axe-core/playwright";
import type { Browser } from "playwright/test";
import { expect } from "./test";

const WIDTHS = [1280, 390] as const;
const SCHEMES = ["light", "dark"] as const;

/** Looks at each screen in both themes and on both widths; no accessibility rule may be violated and nothing may scroll sideways. */
export async function expectAccessible(
  browser: Browser,
  options: { baseURL: string; storageState?: string },
  screens: readonly (readonly [name: string, path: string])[],
): Promise<void> {
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
      const context = await browser.newContext({
        ...options,
        colorScheme,
        reducedMotion: "reduce",
        viewport: { width, height: 860 },
      });
      const page = await context.newPage();
      for (const [name, path] of screens) {
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).first().waitFor();
        await page.waitForLoadState("load");
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
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(overflow, `${name} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
      }
      await context.close();
    }
  }
}
