import { readFile } from "node:fs/promises";
import type { Page } from "playwright/test";
import { expect, test, visit } from "./support/test";

const CUTS = 5;

/** The ids of all calls that the list has, also of those that are not drawn. */
async function listedIds(page: Page): Promise<string[]> {
  await page.getByRole("checkbox", { name: "Select all rows shown" }).check();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "NDJSON" }).click();
  const text = await readFile(await (await saving).path(), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { id: string }).id);
}

test("five cuts under traffic lose nothing and repeat nothing", async ({ page, mesh, context }) => {
  await visit(page, "/calls");
  const badge = page.getByRole("status").filter({ hasText: "Live" });
  await expect(badge).toBeVisible();
  const made: string[] = [];
  let stopped = false;
  const traffic = (async () => {
    while (!stopped) {
      made.push(await mesh.chat(`Under way ${made.length}`));
      await page.waitForTimeout(40);
    }
  })();
  for (let cut = 0; cut < CUTS; cut++) {
    await expect(badge).toBeVisible({ timeout: 20_000 });
    const before = made.length;
    await context.setOffline(true);
    await expect.poll(() => made.length).toBeGreaterThan(before + 3);
    await context.setOffline(false);
    await page.waitForTimeout(100 * cut);
  }
  stopped = true;
  await traffic;
  const last = made.at(-1) ?? "";
  await expect(page.locator(`a[href="/calls/${last}"]`)).toBeVisible({ timeout: 20_000 });
  const listed = await listedIds(page);
  expect(listed.filter((id) => made.includes(id)).sort()).toEqual([...made].sort());
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed).toEqual([...listed].sort().reverse());
});

test("a paused list does not move, and goes on without a gap", async ({ page, mesh }) => {
  await mesh.chat("Before the pause");
  await visit(page, "/calls");
  await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Paused" })).toBeVisible();
  const rows = page.locator("tbody tr[data-index]");
  const hrefs = () =>
    rows.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const still = await hrefs();
  const made = [await mesh.chat("Paused one"), await mesh.chat("Paused two")];
  // A second screen has them already.
  const other = await page.context().newPage();
  await visit(other, "/calls");
  await expect(other.locator(`a[href="/calls/${made[1]}"]`)).toBeVisible();
  await other.close();
  expect(await hrefs()).toEqual(still);
  await expect(page.getByRole("button", { name: /new call/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Resume" }).click();
  for (const id of made) await expect(page.locator(`a[href="/calls/${id}"]`)).toHaveCount(1);
});

test("a live list shows only what its query asks for, and what ends moves where it stands", async ({
  page,
  mesh,
}) => {
  await visit(page, "/calls?status=denied");
  await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
  const other = await mesh.chat("Not asked for");
  const denied = await mesh.deniedToolCall();
  await expect(page.locator(`a[href="/calls/${denied}"]`)).toBeVisible();
  await expect(page.locator(`a[href="/calls/${other}"]`)).toHaveCount(0);
});
