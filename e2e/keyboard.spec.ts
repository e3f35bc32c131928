import type { Locator, Page } from "playwright/test";
import { expect, test, visit } from "./support/test";

const MOST_TABS = 80;

/** Walks with Tab until something has the focus, as whoever has no mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reached with ${MOST_TABS} tabs: ${target}`);
}

test("a denied call is found, explained and proven with the keyboard alone", async ({ page, mesh }) => {
  const denied = await mesh.deniedToolCall();
  await visit(page, "/");
  await tabTo(page, page.getByRole("navigation").getByRole("link", { name: "Calls" }).first());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Calls", level: 1 })).toBeVisible();

  await page.keyboard.press("/");
  const search = page.getByRole("combobox", { name: "Search calls" });
  await expect(search).toBeFocused();
  await page.keyboard.type("sta");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(search).toHaveValue("status:");
  await page.keyboard.type("den");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/status=denied/);
  await expect(page.getByRole("cell", { name: "Completed" })).toHaveCount(0);
  await page.keyboard.press("Escape");

  await page.keyboard.press("j");
  const peek = page.getByRole("complementary", { name: "Call" });
  await expect(peek).toContainText("Denied");
  await expect(page).toHaveURL(new RegExp(`peek=${denied}`));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/calls/${denied}$`));

  const decision = page.getByRole("region", { name: "Decision" });
  await expect(decision.getByText("policy_denied")).toBeVisible();
  await tabTo(page, decision.locator("summary", { hasText: "What the policies saw" }));
  await page.keyboard.press("Enter");
  await expect(decision.getByRole("figure", { name: "Policy inputs" })).toBeVisible();
  const proof = page.getByRole("region", { name: "Proof" });
  await expect(proof.getByText(/^leaf /)).toHaveCount(1);
  await tabTo(page, proof.getByRole("button", { name: "Verify" }));
  await page.keyboard.press("Enter");
  await expect(proof.getByText("Verified in this browser")).toBeVisible();
});

test("rows are walked, selected and opened with the keyboard, and buttons keep their Enter", async ({
  page,
  mesh,
}) => {
  for (let at = 0; at < 3; at++) await mesh.chat(`Row ${at}`);
  await visit(page, "/calls?live=false");
  const rows = page.locator("tbody tr[data-index]");
  await tabTo(page, rows.first());
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByRole("region", { name: "Selected calls" })).toContainText("2 calls selected");
  await page.keyboard.press("End");
  // Older calls may come in below it.
  await expect(page.locator("tbody tr:focus")).not.toHaveAttribute("data-index", /^[012]$/);
  await page.keyboard.press("Home");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("Enter");
  const peek = page.getByRole("complementary", { name: "Call" });
  await expect(peek).toBeVisible();
  const opened = page.url();
  await page.keyboard.press("ArrowDown");
  await expect(page).not.toHaveURL(opened);
  await expect(peek).toBeVisible();
  // With a panel open Enter leads to its page, but not from a button.
  await page.getByRole("button", { name: "Close call" }).focus();
  await page.keyboard.press("Enter");
  await expect(peek).toHaveCount(0);
  await expect(page).toHaveURL(/\/calls\?/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: "Selected calls" })).toHaveCount(0);
});

test("a chip is removed with the keyboard and taken back into the text", async ({ page }) => {
  await visit(page, "/calls?live=false&protocol=-a2a&duration=<1h");
  const chips = page.getByRole("list", { name: "Narrowed to" }).getByRole("listitem");
  await expect(chips).toHaveText(["Protocol not A2A", "Duration < 1h"]);
  await chips.first().getByRole("button").first().focus();
  await page.keyboard.press("Delete");
  await expect(chips).toHaveText(["Duration < 1h"]);
  await expect(chips.first().getByRole("button").first()).toBeFocused();
  const search = page.getByRole("combobox", { name: "Search calls" });
  await search.focus();
  await page.keyboard.press("Backspace");
  await expect(search).toHaveValue("duration<1h");
  await expect(chips).toHaveCount(0);
  await search.fill("duration<soon");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "not a duration" })).toContainText("Character 10");
});
