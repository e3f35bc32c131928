import type { Browser, Page } from "playwright/test";
import type { MeshClient } from "./mesh-client";
import { signedInAs } from "./people";
import { expect } from "./test";

/** Somebody else than the reader of the test approves a change as it stands. */
export async function approvedByAnother(browser: Browser, mesh: MeshClient, number: number): Promise<void> {
  const cookie = await signedInAs(mesh, "admin");
  const other = await browser.newContext({ baseURL: mesh.url, extraHTTPHeaders: { cookie } });
  const { contentHash } = await mesh.manage<{ contentHash: string }>("GET", `/changes/${number}`);
  const approval = await other.request.post(`/api/console/v1/changes/${number}/reviews`, {
    data: { verdict: "approve", contentHash },
    headers: { origin: mesh.url },
  });
  expect(approval.status()).toBe(200);
  await other.close();
}

/** On the page of an approved change. */
export async function putInForce(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Put in force" }).click();
  const dialog = page.getByRole("dialog", { name: "Put this change in force?" });
  await dialog.getByRole("button", { name: "Put in force" }).click();
  await expect(dialog.getByRole("status")).toContainText("Done and on record");
}
