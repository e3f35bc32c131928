import type { Locator, Page } from "playwright/test";
import { MeshClient } from "./support/mesh-client";
import { callsAt, pico } from "./support/money";
import { expect, test, visit } from "./support/test";

/** The exact amount of a figure. */
async function exact(figure: Locator): Promise<string> {
  return (await figure.locator("data").first().getAttribute("value")) ?? "";
}

/** Opens a figure and adds up the costs of the calls that it leads to. */
async function sumBehind(page: Page, figure: Locator): Promise<bigint> {
  await figure.click();
  await expect(page.getByRole("heading", { name: "Calls", level: 1 })).toBeVisible();
  const calls = await callsAt(page);
  expect(calls.length).toBeGreaterThan(0);
  expect(new Set(calls.map(({ currency }) => currency)).size).toBe(1);
  return calls.reduce((sum, { cost }) => sum + pico(cost ?? "none"), 0n);
}

function rows(page: Page): Locator {
  return page.getByRole("row").filter({ has: page.getByRole("cell") });
}

test.describe("cost", () => {
  test.beforeAll(async () => {
    const mesh = new MeshClient();
    for (const text of ["one", "two words", "and three words"]) await mesh.chat(text);
  });

  test("is exactly the sum of the calls that each figure opens: the total, a group, a day", async ({
    page,
  }) => {
    const figures: [string, (page: Page) => Locator][] = [
      ["/cost?from=7d", () => page.getByRole("definition").first().getByRole("link")],
      ["/cost?from=7d&by=model", () => rows(page).first().getByRole("link").first()],
      ["/cost?from=7d&by=caller", () => rows(page).first().getByRole("link").first()],
      ["/cost?from=7d&by=task", () => rows(page).first().getByRole("link").first()],
      ["/cost?from=7d&view=times", () => rows(page).getByRole("link").first()],
      ["/cost?from=24h&view=times", () => rows(page).getByRole("link").first()],
    ];
    for (const [path, find] of figures) {
      await visit(page, path);
      const figure = find(page);
      const shown = pico(await exact(figure));
      expect(shown).toBeGreaterThan(0n);
      expect(await sumBehind(page, figure), path).toBe(shown);
    }
  });

  test("leads from the whole over a group and a time to one call and the price that it was charged at", async ({
    page,
  }) => {
    await visit(page, "/cost?from=7d");
    await rows(page)
      .first()
      .getByRole("button", { name: /scripted/ })
      .click();
    await expect(page.getByRole("list", { name: "Narrowed to" })).toContainText("Model scripted");
    await expect(page.getByRole("table", { name: "Cost by day" })).toBeVisible();
    await rows(page).first().getByRole("button").click();
    await expect(page).toHaveURL(/from=\d{4}-/);
    await page.getByRole("definition").first().getByRole("link").click();
    await page.getByRole("table", { name: "Calls" }).getByRole("link").first().click();
    await page
      .getByRole("complementary", { name: "Call" })
      .getByRole("link", { name: /open|page/i })
      .first()
      .click();
    await expect(page.getByRole("region", { name: "Cost" })).toContainText("Per million");
  });

  test("says what the month comes to, or that there is too little data, and never guesses an unusual day", async ({
    page,
  }) => {
    await visit(page, "/cost?from=7d");
    const month = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(new Date());
    await page.getByRole("definition").filter({ hasText: "too little data" }).getByRole("link").click();
    const panel = page.getByRole("region", { name: `${month}, to its end` });
    await expect(panel).toContainText("a forecast needs 7 whole days on record, and there are 0");
    const spent = panel.getByRole("link").filter({ has: page.locator("data") });
    const shown = pico(await exact(spent));
    await expect(page.getByRole("region", { name: "Unusual days" })).toContainText("Too little data");
    expect(await sumBehind(page, spent)).toBe(shown);
  });

  test("is the same in a fresh browser at the same address", async ({ page, browser, mesh }) => {
    await visit(page, "/cost");
    await page.getByLabel("Group by").selectOption("caller");
    await page.getByLabel("Per", { exact: true }).selectOption("week");
    await page.getByRole("button", { name: "By week" }).click();
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByLabel("Narrow by").selectOption("callee");
    await page
      .getByRole("list", { name: "callees with cost" })
      .getByRole("button", { name: "scripted-chat" })
      .click();
    await expect(page).toHaveURL(/only=callee%3Ascripted-chat|only=callee:scripted-chat/);
    const state = await page.context().storageState();
    const fresh = await browser.newContext({ baseURL: mesh.url, storageState: state });
    const copy = await fresh.newPage();
    await visit(copy, page.url());
    await expect(copy.getByRole("table", { name: "Cost by week" })).toBeVisible();
    await expect(copy.getByLabel("Group by")).toHaveValue("caller");
    await expect(copy.getByRole("list", { name: "Narrowed to" })).toContainText("Called scripted-chat");
    await fresh.close();
  });

  test("is exported call by call: as many lines as the button says, and the same sum", async ({ page }) => {
    await visit(page, "/cost?from=7d&only=callee:scripted-chat");
    const total = pico(await exact(page.getByRole("definition").first().getByRole("link")));
    const link = page.getByRole("link", { name: /^Export .* as CSV$/ });
    const count = Number((await link.textContent())?.replace(/\D/g, ""));
    const response = await page.request.get((await link.getAttribute("href")) ?? "");
    expect(response.headers()["content-disposition"]).toContain("attachment");
    const [head, ...lines] = (await response.text()).trim().split("\r\n");
    expect(lines).toHaveLength(count);
    const at = head?.replaceAll('"', "").split(",").indexOf("cost") ?? -1;
    const sum = lines.reduce((all, line) => all + pico(line.split(",")[at]?.replaceAll('"', "") ?? ""), 0n);
    expect(sum).toBe(total);
  });

  test("is walked with the keyboard alone, down to the calls", async ({ page }) => {
    await visit(page, "/cost?from=7d");
    await page.keyboard.press("j");
    await expect(page.locator("tr[data-active]")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("table", { name: "Cost by day" })).toBeVisible();
    await page.keyboard.press("j");
    await expect(page.locator("tr[data-active]")).toHaveCount(1);
    await page.keyboard.press("c");
    await expect(page.getByRole("heading", { name: "Calls", level: 1 })).toBeVisible();
    expect((await callsAt(page)).length).toBeGreaterThan(0);
  });

  test("says when the filters leave nothing, and clears them", async ({ page }) => {
    await visit(page, "/cost?only=model:there-is-no-such-model");
    await expect(page.getByText("Nothing was spent that these filters leave")).toBeVisible();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page.getByRole("table", { name: "Cost by model" })).toBeVisible();
  });

  test("says what cannot be read in an address, and how to go on", async ({ page }) => {
    await visit(page, "/cost?from=90d&granularity=hour");
    await expect(page.getByRole("main").getByRole("alert")).toContainText("hours");
  });
});
