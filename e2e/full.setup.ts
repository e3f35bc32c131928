import { sessionFile } from "./support/session";
import { expect, signIn, test } from "./support/test";

// The samples register themselves in the background after the first start.
test("a mesh with calls and someone signed in", async ({ page, mesh }) => {
  await expect(async () => {
    const { items } = await mesh.manage<{ items: unknown[] }>("GET", "/assets");
    expect(items.length).toBeGreaterThanOrEqual(10);
  }).toPass({ timeout: 60_000 });
  for (let at = 0; at < 3; at++) await mesh.chat(`Say ${at}`);
  await mesh.deniedToolCall();
  await signIn(page);
  await page.context().storageState({ path: sessionFile("full") });
});
