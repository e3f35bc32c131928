import type { Page } from "playwright/test";
import { expect, test, visit } from "./support/test";

const ROWS = 10_000;
const LONG_TASK_MS = 200;
const FIRST_CONTENT_MS = 1_000;
/** What is drawn does not grow with the list. */
const MOST_ELEMENTS = 3_000;

interface CallRow {
  id: string;
  startedAt: string;
}

/** Older calls than there are: the rows of a real answer, over and over under other ids. */
async function serveManyCalls(page: Page): Promise<void> {
  await page.route(/\/api\/console\/calls\?/, async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as { items: CallRow[]; next: string | null };
    const [first] = answer.items;
    if (!first) throw new Error("there is no call to copy");
    const items = Array.from({ length: ROWS }, (_, nth) => ({
      ...(answer.items[nth % answer.items.length] ?? first),
      id: `01000000-0000-7000-8000-${(ROWS - nth).toString(16).padStart(12, "0")}`,
    }));
    await route.fulfill({ response, json: { ...answer, items, next: null } });
  });
}

test("a table of 10,000 rows scrolls without a long task, and what is drawn stays small", async ({
  page,
  mesh,
}) => {
  await mesh.chat("Many of these");
  await serveManyCalls(page);
  await visit(page, "/calls?live=false");
  // Another query, so that the browser asks for the list itself.
  await page.getByRole("combobox", { name: "Search calls" }).fill("chat");
  await expect(page.getByText(`${ROWS.toLocaleString("en-US")} calls in all`)).toBeAttached();
  await page.evaluate(() => {
    const seen = window as unknown as { longest: number };
    seen.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: "longtask" });
  });
  const sizes: number[] = [];
  for (let step = 0; step < 40; step++) {
    await page.evaluate((at) => window.scrollTo({ top: at }), (step % 2 === 0 ? step : 40 - step) * 9_000);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    sizes.push(await page.evaluate(() => document.querySelectorAll("*").length));
  }
  // Out of the search, where keys are letters.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let nth = 0; nth < 20; nth++) await page.keyboard.press("j");
  await expect(page).toHaveURL(/peek=/);
  const longest = await page.evaluate(() => (window as unknown as { longest: number }).longest);
  expect(longest).toBeLessThan(LONG_TASK_MS);
  expect(Math.max(...sizes)).toBeLessThan(MOST_ELEMENTS);
});

test("the end of a long list is reached with one key, and its row is in sight", async ({ page, mesh }) => {
  await mesh.chat("Many of these");
  await serveManyCalls(page);
  await visit(page, "/calls?live=false");
  await page.getByRole("combobox", { name: "Search calls" }).fill("chat");
  await expect(page.getByText(`${ROWS.toLocaleString("en-US")} calls in all`)).toBeAttached();
  await page.locator("tbody tr[data-index='0']").focus();
  await page.keyboard.press("End");
  const last = page.locator(`tbody tr[data-index='${ROWS - 1}']`);
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport();
});

test("a list left open under steady news does not grow in memory", async ({ page, mesh }) => {
  await mesh.chat("Seen live");
  const [call] = (await mesh.manage<{ items: CallRow[] }>("GET", "/calls?limit=1")).items;
  let made = 0;
  // Each connection brings 1,000 calls and ends; the browser comes back for the next.
  await page.route(/\/api\/live\/calls/, async (route) => {
    const batches = Array.from({ length: 10 }, () => {
      const calls = Array.from({ length: 100 }, () => ({
        ...call,
        id: `7fffffff-0000-7000-8000-${(++made).toString(16).padStart(12, "0")}`,
      }));
      return `id: ${made}\nevent: calls\ndata: ${JSON.stringify(calls)}\n\n`;
    });
    const body = `retry: 50\n\n${batches.join("")}`;
    await route.fulfill({ contentType: "text/event-stream", body });
  });
  const client = await page.context().newCDPSession(page);
  const heap = async () => {
    await client.send("HeapProfiler.collectGarbage");
    return (await client.send("Runtime.getHeapUsage")).usedSize / 1024 / 1024;
  };
  await visit(page, "/calls");
  await expect.poll(() => made, { timeout: 30_000 }).toBeGreaterThan(6_000);
  const early = await heap();
  await expect.poll(() => made, { timeout: 60_000 }).toBeGreaterThan(30_000);
  expect((await heap()) - early).toBeLessThan(15);
});

test("the first content of each list is there within a second", async ({ page }) => {
  for (const path of ["/calls", "/catalog", "/"]) {
    const times: number[] = [];
    for (let visits = 0; visits < 4; visits++) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      const paint = await page.evaluate(
        () =>
          performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.POSITIVE_INFINITY,
      );
      times.push(paint);
    }
    // The first visit warms the caches of browser and server.
    expect(Math.min(...times.slice(1)), path).toBeLessThan(FIRST_CONTENT_MS);
  }
});
