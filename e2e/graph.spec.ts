import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright/test";
import { fillMesh } from "./support/fill-mesh";
import { gatewayProcess } from "./support/gateway-process";
import { ADMIN, expect, signIn, test, visit } from "./support/test";

const graph = (page: Page) => page.getByRole("application", { name: "Mesh graph" });
const sentence = (page: Page) => page.locator("[aria-live=polite]").filter({ hasText: /\./ });

const at = (page: Page) => new URL(page.url()).searchParams.get("at");

/** Every node with its place. */
function places(page: Page): Promise<Record<string, string>> {
  return page
    .locator(".react-flow__node")
    .evaluateAll((nodes) =>
      Object.fromEntries(
        nodes.map((node) => [node.getAttribute("data-id"), (node as HTMLElement).style.transform]),
      ),
    );
}

test("a connection opens exactly the calls that it counts", async ({ page, mesh }) => {
  await mesh.chat("Counted in the graph");
  await visit(page, "/graph?view=table&live=false&q=scripted-chat");
  await page
    .getByRole("row", { name: /Sample traffic/ })
    .getByRole("button")
    .click();
  const details = page.getByRole("complementary", { name: "Details" });
  const counted = details.getByRole("definition").first().getByRole("link");
  const count = Number(((await counted.textContent()) ?? "").replace(",", ""));
  const href = (await counted.getAttribute("href")) ?? "";
  const query = new URLSearchParams(href.split("?")[1]);
  expect(query.get("caller")).toMatch(/^service:/);
  expect(query.get("callee")).toBe("model:scripted-chat");
  const response = await page.request.get(`/api/console/calls?${query}&limit=200`);
  const { items } = (await response.json()) as { items: { callerKind: string; calleeName: string }[] };
  expect(items.length).toBe(Math.min(count, 200));
  expect(items.every((call) => call.callerKind === "service" && call.calleeName === "scripted-chat")).toBe(
    true,
  );
});

test("is walked with the keyboard alone, and says where one is", async ({ page, mesh }) => {
  await mesh.chat("Walked to");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await visit(page, "/graph?view=graph&live=false");
  await expect(page.locator(".react-flow__node").first()).toBeAttached();
  await graph(page).focus();
  await page.keyboard.press("Home");
  await expect(sentence(page)).toContainText(/calls \d+\./);
  await expect(page).toHaveURL(/[?&]at=/);
  const first = at(page);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => at(page)).not.toBe(first);
  const second = at(page);
  await expect(sentence(page)).toContainText(/Called by [1-9]/);
  await page.keyboard.press("Enter");
  const details = page.getByRole("complementary", { name: "Details" });
  await expect(details.getByRole("heading", { level: 2 }).first()).toBeVisible();
  await expect(page).toHaveURL(/panel=true/);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => at(page)).not.toBe(second);
  await page.keyboard.press("Escape");
  await expect(details).toHaveCount(0);
});

test("shows new calls without a reload and moves nothing", async ({ page, mesh }) => {
  await mesh.chat("Before");
  await visit(page, "/graph?view=graph&range=5m");
  await expect(page.locator(".react-flow__node").first()).toBeAttached();
  const summary = page.getByText(/ parts · /);
  const before = (await summary.textContent()) ?? "";
  const placed = await places(page);
  await mesh.chat("After");
  await expect(summary).not.toHaveText(before);
  expect(await places(page)).toMatchObject(placed);
});

test("is the same in a fresh browser at the same address", async ({ page, mesh, browser }) => {
  await mesh.chat("Shared");
  await visit(page, "/graph?view=graph");
  await page.getByRole("button", { name: "Hide domain" }).click();
  await page.getByRole("checkbox", { name: /delivery/ }).check();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Hide idle" }).click();
  await page.getByLabel("Find in the graph").fill("scripted-chat");
  await page.getByLabel("Find in the graph").press("Enter");
  await graph(page).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Replay" }).click();
  const slider = page.getByRole("slider", { name: "Position in the replay" });
  await expect(slider).toBeEnabled();
  await slider.press("End");
  await expect(page).toHaveURL(/frame=59/);

  const state = await page.context().storageState();
  const context = await browser.newContext({ baseURL: mesh.url, storageState: state });
  const other = await context.newPage();
  await visit(other, page.url());
  await expect(other.getByRole("slider", { name: "Position in the replay" })).toHaveValue("59");
  for (const one of [page, other]) {
    await expect(
      one.getByRole("complementary", { name: "Details" }).getByRole("heading", { level: 2 }).first(),
    ).toBeVisible();
    await expect(one.getByRole("button", { name: "Hide domain: delivery" })).toBeVisible();
    await expect(one.getByRole("button", { name: "Hide idle" })).toHaveAttribute("aria-pressed", "true");
  }
  await expect(other.getByText(/ parts · /)).toHaveText(
    (await page.getByText(/ parts · /).textContent()) ?? "",
  );
  await expect.poll(() => places(other)).toEqual(await places(other));
  await context.close();
});

test("shows a server's tools, and the table first on a phone", async ({ page, mesh }) => {
  await mesh.deniedToolCall();
  await visit(page, "/graph?view=graph&at=mcp-server:crm-tools&panel=true");
  await page.getByRole("button", { name: /Show its \d+ tools/ }).click();
  await expect(page).toHaveURL(/tools=crm-tools/);
  await expect(page.locator('[data-id="tool:crm-tools/get_customer"]')).toBeAttached();
  await page.setViewportSize({ width: 390, height: 800 });
  await visit(page, "/graph");
  await expect(page.getByRole("table", { name: "Connections" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Table" })).toBeChecked();
});

test("a mesh of 500 parts is readable within a second and never holds the page up", async ({ browser }) => {
  test.setTimeout(180_000);
  const homeDir = mkdtempSync(join(tmpdir(), "signalbox-500-"));
  await fillMesh(homeDir, 500);
  const gateway = await gatewayProcess({
    SIGNALBOX_HOME: homeDir,
    SIGNALBOX_ROLE: "all",
    SIGNALBOX_ADMIN_EMAIL: ADMIN.email,
    SIGNALBOX_ADMIN_PASSWORD: ADMIN.password,
  });
  try {
    await gateway.start();
    const page = await (await browser.newContext({ baseURL: gateway.url })).newPage();
    await signIn(page);
    await page.addInitScript(() => {
      const seen: number[] = [];
      Object.assign(window, { longTasks: seen });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.push(duration);
      }).observe({ type: "longtask", buffered: true });
    });
    // The first visit warms the server; of the others the best counts, for a busy machine holds up every page now and then.
    const visits: { contentMs: number; longestMs: number }[] = [];
    for (let nth = 0; nth < 4; nth++) visits.push(await measureVisit(page));
    const warm = visits.slice(1);
    expect(Math.min(...warm.map(({ contentMs }) => contentMs)), JSON.stringify(visits)).toBeLessThan(1_000);
    expect(Math.min(...warm.map(({ longestMs }) => longestMs)), JSON.stringify(visits)).toBeLessThanOrEqual(
      200,
    );
  } finally {
    await gateway.stop();
    rmSync(homeDir, { recursive: true, force: true });
  }
});

/** Opens the graph until all of it is drawn. @returns when its figures could be read, and its longest task */
async function measureVisit(page: Page): Promise<{ contentMs: number; longestMs: number }> {
  await page.goto("/graph?view=graph&live=false");
  await page.getByText(/^500 parts · /).waitFor();
  const contentMs = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.POSITIVE_INFINITY,
  );
  await expect(page.locator(".react-flow__node")).toHaveCount(500, { timeout: 30_000 });
  await expect(page.locator(".react-flow__edge")).not.toHaveCount(0);
  const longest = await page.evaluate(() =>
    Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks),
  );
  return { contentMs, longestMs: longest };
}
