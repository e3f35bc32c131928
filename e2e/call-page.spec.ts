import { expect, test, visit } from "./support/test";

test("two thousand hops open, scroll and are walked without holding the page up", async ({ page, mesh }) => {
  test.setTimeout(120_000);
  const { completed, refused } = await mesh.trace(2000);
  await page.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(window, { longTasks: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.push(entry.duration);
    }).observe({ type: "longtask" });
  });
  await visit(page, `/calls/${completed}`);
  const hops = page.getByRole("region", { name: "Hops" });
  const tree = hops.getByRole("tree");
  await expect(hops).toContainText("2,000 calls");
  expect(await tree.getByRole("treeitem").count()).toBeLessThan(100);
  // What the browser needs to start the page is measured by the budget of its scripts; this is about using it.
  await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.splice(0));
  await tree.focus();
  for (const key of ["Home", "End", "ArrowUp", "ArrowUp", "Home", "ArrowDown"])
    await page.keyboard.press(key);
  await tree.evaluate((box) => {
    box.scrollTop = box.scrollHeight / 2;
  });
  await hops.getByRole("button", { name: "Only refused and failed (20)" }).click();
  await expect(
    tree.getByRole("treeitem", { name: /^Denied: no-such-model.*not_found/ }).first(),
  ).toBeVisible();
  await expect(tree.getByRole("treeitem")).toHaveCount(20);
  const longest = await page.evaluate(() =>
    Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks),
  );
  expect(longest).toBeLessThanOrEqual(200);

  await tree.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(new RegExp(completed));
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/);
  await visit(page, `/calls/${refused}`);
  await expect(page.getByRole("region", { name: "Decision" })).toContainText("May service");
  await expect(page.getByRole("region", { name: "Stages" })).toContainText("not a byte was sent");
});

test("what was said is a message, a tree and the exact characters, walked by keyboard", async ({
  page,
  mesh,
}) => {
  const id = await mesh.chat("Invisible \u200b and \u202e reversed");
  await visit(page, `/calls/${id}#messages`);
  const request = page.getByRole("figure", { name: "Request" });
  await expect(request.getByTitle("Hidden character U+202E")).toHaveText("\\u202e");
  await request.getByRole("button", { name: "JSON", exact: true }).click();
  const tree = request.getByRole("tree", { name: "Request" });
  await tree.focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
  await expect(request.getByText("/messages/0", { exact: true })).toBeVisible();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await expect(tree.getByRole("treeitem")).toHaveCount(1);
  await expect(tree.getByRole("treeitem")).toHaveAttribute("aria-expanded", "false");
  await request.getByRole("button", { name: "Raw", exact: true }).click();
  await expect(request).toContainText('{"model":"scripted-chat"');
});
