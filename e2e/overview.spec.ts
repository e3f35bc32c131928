import { callsAt } from "./support/money";
import { expect, test, visit } from "./support/test";

test.describe("the overview", () => {
  test("counts what each figure leads to", async ({ page, mesh }) => {
    await mesh.deniedToolCall();
    for (const label of ["Calls", "Refused"]) {
      await visit(page, "/?range=1h");
      const figure = page.getByRole("definition").filter({ has: page.getByRole("link") });
      const terms = await page.getByRole("term").allTextContents();
      const link = figure.nth(terms.indexOf(label)).getByRole("link");
      const shown = Number((await link.textContent())?.replace(/\D/g, ""));
      await link.click();
      await expect(page.getByRole("heading", { name: "Calls", level: 1 })).toBeVisible();
      expect((await callsAt(page)).length, label).toBe(shown);
    }
  });

  test("says what needs somebody first, and no longer when it is dealt with, without a reload", async ({
    page,
    mesh,
  }) => {
    const state = "/assets/agent/crm-specialist-next/state";
    const first = page.getByRole("region", { name: "Needs you first" });
    await visit(page, "/");
    await mesh.manage("POST", state, { suspended: true, reason: "Under repair" });
    const item = first.getByRole("listitem").filter({ hasText: "crm-specialist-next" });
    try {
      await expect(item).toContainText("is suspended: Under repair", { timeout: 15_000 });
      await expect(page.getByRole("region", { name: "Recent changes" })).toContainText("crm-specialist-next");
      await item.getByRole("link", { name: "Look at it" }).click();
      await expect(page).toHaveURL(/\/catalog\/agent\/crm-specialist-next/);
      await page.goBack();
    } finally {
      await mesh.manage("POST", state, { suspended: false, reason: "Repaired" });
    }
    await expect(item).toHaveCount(0, { timeout: 15_000 });
  });

  test("keeps its range in the address", async ({ page }) => {
    await visit(page, "/");
    await page.getByRole("button", { name: "7 days" }).click();
    await expect(page).toHaveURL(/range=7d/);
    await page.reload();
    await expect(page.getByRole("button", { name: "7 days" })).toHaveAttribute("aria-pressed", "true");
    await page.goBack();
    await expect(page.getByRole("button", { name: "24 hours" })).toHaveAttribute("aria-pressed", "true");
  });

  test("leads from a refused call to its reason and its proof", async ({ page, mesh }) => {
    const id = await mesh.deniedToolCall();
    await visit(page, "/");
    await page.getByRole("region", { name: "Refused" }).locator(`a[href="/calls/${id}"]`).click();
    const decision = page.getByRole("region", { name: "Decision" });
    await expect(decision.getByText("policy_denied")).toBeVisible();
    const proof = page.getByRole("region", { name: "Proof" });
    await expect(proof.getByText(/^leaf /)).toHaveCount(1);
    await proof.getByRole("button", { name: "Verify" }).click();
    await expect(proof.getByText("Verified in this browser")).toBeVisible();
  });
});
