import type { Browser, Page } from "playwright/test";
import type { MeshClient } from "./support/mesh-client";
import { signedInAs } from "./support/people";
import { expect, test, visit } from "./support/test";

/** A second person approves a change and puts it in force. */
async function approved(browser: Browser, mesh: MeshClient, number: number): Promise<void> {
  const cookie = await signedInAs(mesh, "admin");
  const other = await browser.newContext({ baseURL: mesh.url, extraHTTPHeaders: { cookie } });
  const { contentHash } = await mesh.manage<{ contentHash: string }>("GET", `/changes/${number}`);
  const send = (step: string, data: unknown) =>
    other.request.post(`/api/console/v1/changes/${number}/${step}`, { data, headers: { origin: mesh.url } });
  expect((await send("reviews", { verdict: "approve", contentHash })).status()).toBe(200);
  expect((await send("apply", {})).status()).toBe(200);
  await other.close();
}

/** Proposes what the open dialog says. @returns the number of the change */
async function propose(page: Page): Promise<number> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("So that nobody is surprised by the bill.");
  await dialog.getByRole("button", { name: "Propose", exact: true }).click();
  const link = dialog.getByRole("link", { name: /^change \d+$/ });
  await expect(link).toBeVisible();
  return Number(((await link.textContent()) ?? "").replace("change ", ""));
}

test("a budget is proposed, shows what it would have refused, is approved by another person, refuses a call, and lets it through when it is raised", async ({
  page,
  mesh,
  browser,
}) => {
  const name = `e2e-${Date.now().toString(36)}`;
  const call = (id: string) =>
    mesh.manage<{ status: string; callerKind: string; callerId: string; cost: string }>(
      "GET",
      `/calls/${id}`,
    );
  const before = await call(await mesh.chat("something that is paid"));
  expect(Number(before.cost)).toBeGreaterThan(0);
  /** Calls until one ends so: what is in force reaches the gateway within a second. @returns its id */
  const callThat = async (status: string, text: string) => {
    let id = "";
    await expect
      .poll(async () => {
        id = await mesh.chat(text);
        return (await call(id)).status;
      })
      .toBe(status);
    return id;
  };

  await visit(page, "/cost");
  await page.getByRole("button", { name: "Propose a budget" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("combobox", { name: "Owner" }).selectOption("sales");
  await dialog.getByRole("textbox", { name: "Amount" }).fill("0.000000001");
  await dialog.getByRole("textbox", { name: "Calls by" }).fill(`${before.callerKind}:${before.callerId}`);
  await dialog.getByRole("textbox", { name: "Calls of" }).fill("model/scripted-chat");
  const asked = await propose(page);

  await visit(page, `/changes/${asked}`);
  const impact = page.getByRole("region", { name: "Impact of budgets and limits" });
  await impact.getByRole("button", { name: "Replay calls" }).click();
  const rows = impact.getByRole("table", { name: "Which calls" });
  await expect(rows).toContainText("scripted-chat");
  await expect(rows.getByRole("link").first()).toHaveAttribute("href", /^\/calls\/[0-9a-f-]{36}$/);
  await expect(impact.getByRole("table", { name: "How far it would have come" })).toContainText(name);
  await page.reload();
  await expect(rows).toContainText(`budget/${name}`);
  expect((await call(await mesh.chat("still allowed"))).status).toBe("completed");

  await approved(browser, mesh, asked);
  const refused = await callThat("denied", "one too many");
  expect(await mesh.manage("GET", `/calls/${refused}/why`)).toMatchObject({
    decision: "deny",
    code: "budget_exhausted",
    message: expect.stringContaining(`budget/${name}`),
  });
  await visit(page, `/calls/${refused}`);
  await expect(page.getByText("budget_exhausted").first()).toBeVisible();
  await expect(page.getByText("Ask the owner of the budget to raise it").first()).toBeVisible();

  await visit(page, "/cost");
  const row = page.getByRole("table", { name: "Budgets and limits" }).getByRole("row", { name });
  await expect(row.getByRole("link", { name })).toHaveAttribute("href", `/catalog/budget/${name}`);
  await row.getByRole("button", { name: `Change ${name}` }).click();
  await expect(dialog.getByRole("textbox", { name: "Amount" })).toHaveValue("0.000000001");
  await dialog.getByRole("textbox", { name: "Amount" }).fill("1000");
  await approved(browser, mesh, await propose(page));
  await callThat("completed", "goes again");
  await visit(page, "/cost");
  await expect(row).toContainText("1000 USD a month");
  const left = await mesh.manage<{ items: { name: string; used: string; reserved: string }[] }>(
    "GET",
    `/budgets/left?caller=${before.callerKind}:${encodeURIComponent(before.callerId)}&asset=model/scripted-chat`,
  );
  expect(left.items.find((one) => one.name === name)).toMatchObject({
    reserved: "0",
    used: expect.stringMatching(/^0\.0/),
  });
});
