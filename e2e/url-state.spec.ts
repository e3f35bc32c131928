import type { Page } from "playwright/test";
import { fullScreens, pathOf } from "./support/routes";
import { sessionFile } from "./support/session";
import { expect, test, visit } from "./support/test";

/** What a screen says, without what moves with the clock. */
function saidBy(page: Page): Promise<string[]> {
  return page
    .locator("main")
    .first()
    .evaluate((main) => {
      const said: string[] = [];
      const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.nodeValue?.trim();
        const moves = node.parentElement?.closest("time, script, style, [role=status]");
        if (text && !moves) said.push(text);
      }
      return said;
    });
}

// What is nowhere has no state.
for (const screen of fullScreens.filter(([name]) => name !== "no such page")) {
  test(`${screen[0]}: its address opens the same screen in a fresh browser`, async ({
    page,
    mesh,
    browser,
  }) => {
    await visit(page, await pathOf(screen, mesh));
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    const fresh = await browser.newContext({ baseURL: mesh.url, storageState: sessionFile("full") });
    const copy = await fresh.newPage();
    await visit(copy, page.url());
    expect(new URL(copy.url()).pathname).toBe(new URL(page.url()).pathname);
    // Both settle: proofs, counts and the live feed arrive after the page.
    const sayTheSame = () =>
      expect(async () => expect(await saidBy(copy)).toEqual(await saidBy(page))).toPass({
        timeout: 15_000,
      });
    await sayTheSame().catch(async () => {
      // A range that ends now moves on by the minute, perhaps between the two: both again, at once.
      await Promise.all([visit(page, page.url()), visit(copy, page.url())]);
      await sayTheSame();
    });
    await fresh.close();
  });
}

test("a query that was typed, chosen and narrowed in time is in the address, as text and as chips", async ({
  page,
  mesh,
  browser,
}) => {
  const call = await mesh.chat("In the address");
  await visit(page, "/calls?live=false");
  const search = page.getByRole("combobox", { name: "Search calls" });
  await search.pressSequentially("callee:scripted-chat -protocol:a2a duration<1h ");
  await page.getByRole("button", { name: "Status" }).click();
  await page.getByRole("checkbox", { name: "Completed" }).check();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Time range/ }).click();
  await page.getByRole("radio", { name: "Last 24 hours" }).check();
  await page.keyboard.press("Escape");
  await search.fill("scripted");
  await page.locator(`a[href="/calls/${call}"]`).click();
  await expect(page).toHaveURL(new RegExp(`peek=${call}`));
  const params = new URL(page.url()).searchParams;
  expect(Object.fromEntries(params)).toMatchObject({
    callee: "scripted-chat",
    protocol: "-a2a",
    duration: "<1h",
    status: "completed",
    from: "24h",
    q: "scripted",
  });

  const fresh = await browser.newContext({ baseURL: mesh.url, storageState: sessionFile("full") });
  const copy = await fresh.newPage();
  await visit(copy, page.url());
  await expect(copy.getByRole("combobox", { name: "Search calls" })).toHaveValue("scripted");
  await expect(copy.getByRole("button", { name: "Status: Completed" })).toBeVisible();
  await expect(copy.getByRole("button", { name: "Time range: Last 24 hours" })).toBeVisible();
  await expect(copy.getByRole("list", { name: "Narrowed to" }).getByRole("listitem")).toHaveText([
    "Protocol not A2A",
    "Called scripted-chat",
    "Duration < 1h",
  ]);
  await expect(copy.getByRole("complementary", { name: "Call" })).toContainText("Completed");
  await copy.getByRole("button", { name: "Edit the query as text" }).click();
  await expect(copy.getByRole("combobox", { name: "Search calls" })).toHaveValue(
    "status:completed -protocol:a2a callee:scripted-chat duration<1h from:24h scripted ",
  );
  await fresh.close();
});
