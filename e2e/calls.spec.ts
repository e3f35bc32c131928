import { expect, test, visit } from "./support/test";

test.describe("the list of calls", () => {
  test("shows a call while it happens, without a reload", async ({ page, mesh }) => {
    await visit(page, "/calls");
    await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
    const id = await mesh.chat("Shown live");
    await expect(page.locator(`a[href="/calls/${id}"]`)).toBeVisible();
    await expect(page.getByRole("row").filter({ has: page.locator(`a[href="/calls/${id}"]`) })).toContainText(
      "Completed",
    );
  });

  test("holds new calls back while one is open, counts them, and shows them when asked", async ({
    page,
    mesh,
  }) => {
    const opened = await mesh.chat("Opened");
    await visit(page, `/calls?peek=${opened}`);
    await expect(page.getByRole("complementary", { name: "Call" })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
    const first = page.getByRole("row").nth(1);
    const text = await first.locator("a").getAttribute("href");
    const ids = [await mesh.chat("Held one"), await mesh.chat("Held two")];
    await page.getByRole("button", { name: "2 new calls" }).waitFor();
    expect(await first.locator("a").getAttribute("href")).toBe(text);
    await page.getByRole("button", { name: "2 new calls" }).click();
    for (const id of ids) await expect(page.locator(`a[href="/calls/${id}"]`)).toHaveCount(1);
  });

  test("loses and repeats nothing when the connection is cut and comes back", async ({
    page,
    mesh,
    context,
  }) => {
    await visit(page, "/calls");
    await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
    await context.setOffline(true);
    const missed = [await mesh.chat("Missed one"), await mesh.chat("Missed two")];
    await context.setOffline(false);
    for (const id of missed)
      await expect(page.locator(`a[href="/calls/${id}"]`)).toHaveCount(1, { timeout: 20_000 });
    const hrefs = await page
      .locator('a[href^="/calls/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    expect(new Set(hrefs).size).toBe(hrefs.length);
  });

  test("is sorted by a click on a column's head, stands still, and goes back to the newest first", async ({
    page,
    mesh,
  }) => {
    await mesh.chat("Dear enough to be sorted");
    await visit(page, "/calls");
    const table = page.getByRole("table", { name: "Calls" });
    await table.getByRole("button", { name: "Cost" }).click();
    await expect(page).toHaveURL(/sort=-cost/);
    await expect(page.getByText(/dearest first/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Read again" })).toBeVisible();
    const costs = await table
      .locator("td data")
      .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("value"))));
    expect(costs.length).toBeGreaterThan(0);
    expect(costs).toEqual([...costs].sort((a, b) => b - a));
    await visit(page, page.url());
    await expect(table.getByRole("columnheader", { name: "Cost" })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
    await table.getByRole("button", { name: "Cost" }).click();
    await table.getByRole("button", { name: "Cost" }).click();
    await expect(page).not.toHaveURL(/sort=/);
    await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
  });

  test("is the same in a fresh browser at the same address", async ({ page, mesh, browser }) => {
    const id = await mesh.deniedToolCall();
    await visit(page, "/calls");
    await page.getByRole("button", { name: "Status" }).click();
    await page.getByRole("checkbox", { name: "Denied" }).check();
    await page.keyboard.press("Escape");
    await page.getByLabel("Search calls").fill("get_customer");
    await expect(page).toHaveURL(/status=denied/);
    await expect(page).toHaveURL(/q=get_customer/);
    await page.locator(`a[href="/calls/${id}"]`).click();
    await expect(page).toHaveURL(new RegExp(`peek=${id}`));

    const state = await page.context().storageState();
    const fresh = await browser.newContext({ baseURL: mesh.url, storageState: state });
    const copy = await fresh.newPage();
    await visit(copy, page.url());
    await expect(copy.getByRole("button", { name: "Status: Denied" })).toBeVisible();
    await expect(copy.getByLabel("Search calls")).toHaveValue("get_customer");
    await expect(copy.getByRole("complementary", { name: "Call" })).toContainText("Denied");
    await expect(copy.getByRole("cell", { name: "Completed" })).toHaveCount(0);
    await fresh.close();
  });

  test("says when the filters leave nothing, and clears them", async ({ page }) => {
    await visit(page, "/calls?q=there-is-no-such-call");
    await expect(page.getByText("No call matches these filters")).toBeVisible();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page.getByRole("cell", { name: "Completed" }).first()).toBeVisible();
  });

  test("is walked with the keyboard alone", async ({ page }) => {
    await visit(page, "/calls?live=false");
    await expect(page.getByRole("cell", { name: "Completed" }).first()).toBeVisible();
    const peek = page.getByRole("complementary", { name: "Call" });
    await page.keyboard.press("j");
    await expect(peek.getByRole("heading", { level: 2 }).first()).toBeVisible();
    const first = new URL(page.url()).searchParams.get("peek");
    await page.keyboard.press("j");
    await expect(page).not.toHaveURL(new RegExp(`peek=${first}`));
    await page.keyboard.press("k");
    await expect(page).toHaveURL(new RegExp(`peek=${first}`));
    await page.keyboard.press("Escape");
    await expect(peek).toHaveCount(0);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/);
  });
});

test.describe("the page of a call", () => {
  test("explains an allowed call and proves it in the browser", async ({ page, mesh }) => {
    const id = await mesh.chat("Prove me");
    await visit(page, `/calls/${id}`);
    await expect(page.getByText("Allowed by 1 policy")).toBeVisible();
    await expect(page.getByRole("figure", { name: /^Policy / })).toContainText("permit");
    await expect(page.getByRole("figure", { name: "Request" })).toContainText("Prove me");
    await expect(page.getByRole("region", { name: "Cost" })).toContainText("USD");
    const proof = page.getByRole("region", { name: "Proof" });
    await expect(proof.getByText(/^leaf /)).toHaveCount(2);
    await proof.getByRole("button", { name: "Verify" }).click();
    await expect(proof.getByText("Verified in this browser")).toBeVisible();
    await expect(proof.getByText("Outcome: The checkpoint is signed by the log's key")).toBeVisible();
  });

  test("turns red when the record that the server shows was tampered with", async ({ page, mesh }) => {
    const id = await mesh.deniedToolCall();
    await visit(page, `/calls/${id}`);
    const proof = page.getByRole("region", { name: "Proof" });
    await expect(proof.getByText(/^leaf /)).toHaveCount(1);
    await page.route("**/proof", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll("denied", "allowed") });
    });
    await proof.getByRole("button", { name: "Verify" }).click();
    await expect(proof.getByText("This record does not verify")).toBeVisible();
  });

  test("says of a denied call which rule, why, and how to be allowed", async ({ page, mesh }) => {
    await visit(page, `/calls/${await mesh.deniedToolCall()}`);
    const decision = page.getByRole("region", { name: "Decision" });
    await expect(decision.getByText("Denied", { exact: true })).toBeVisible();
    await expect(decision.getByText("policy_denied")).toBeVisible();
    await expect(decision).toContainText(/No policy permits|forbid/);
    await decision.getByText("What the policies saw").click();
    await expect(decision.getByRole("figure", { name: "Policy inputs" })).toContainText("get_customer");
  });

  test("is not found for an id that is none and for one that does not exist", async ({ page }) => {
    for (const id of ["rubbish", "01a00000-0000-7000-8000-000000000000"]) {
      await visit(page, `/calls/${id}`);
      await expect(page.getByRole("heading", { name: "Call not found" })).toBeVisible();
    }
  });
});
