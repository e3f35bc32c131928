import { sessionFile } from "./support/session";
import { signIn, test } from "./support/test";

test("a mesh without anything and someone signed in", async ({ page }) => {
  await signIn(page);
  await page.context().storageState({ path: sessionFile("empty") });
});
