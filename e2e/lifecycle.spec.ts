import { approvedByAnother, putInForce } from "./support/changes";
import { expect, test, visit } from "./support/test";

test("retiring is asked for with what still uses it in sight, waits, and holds once another person has approved", async ({
  page,
  mesh,
  browser,
}) => {
  const name = `old-${Date.now().toString(36)}`;
  const model = { api: "openai", url: "http://127.0.0.1:9/v1", upstreamModel: "m", capabilities: ["chat"] };
  const spec = { ...model, auth: { type: "none" } };
  await mesh.manage("PUT", `/assets/model/${name}`, { domain: "sales", spec });
  const budget = { amount: "5", currency: "EUR", period: "month", mode: "soft" };
  await mesh.manage("PUT", `/assets/budget/${name}`, {
    domain: "sales",
    spec: { ...budget, scope: { asset: `model/${name}` } },
  });
  await visit(page, `/catalog/model/${name}`);
  await expect(page.getByRole("button", { name: "Suspend", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("button", { name: "Ask to retire" }).click();
  const dialog = page.getByRole("dialog", { name: `Ask to retire: ${name}` });
  await expect(dialog).toContainText(
    "It becomes a change. It can take effect once a reviewer has approved it.",
  );
  await expect(dialog.getByRole("list", { name: "Names it" })).toContainText(`budget ${name}`);
  await dialog.getByRole("textbox", { name: "Why" }).fill("A newer one is there.");
  await dialog.getByRole("button", { name: "Ask to retire" }).click();
  const receipt = dialog.getByRole("status");
  await expect(receipt).toContainText("Nothing changes before change");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  const pending = page.getByRole("list", { name: "Changes of its state under way" });
  await expect(pending).toContainText(`Retire model ${name}`);
  await pending.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`Retire model ${name}`);
  await expect(page.getByRole("list", { name: `What ${name} is to become, in words` })).toContainText(
    "Active becomes retired",
  );
  await expect(page.getByRole("list", { name: "Names it" })).toContainText(`budget ${name}`);
  const number = Number(new URL(page.url()).pathname.split("/").at(-1));
  expect(await mesh.manage("GET", `/assets/model/${name}`)).toMatchObject({ lifecycle: "active" });
  await approvedByAnother(browser, mesh, number);
  await visit(page, `/changes/${number}`);
  await putInForce(page);
  expect(await mesh.manage("GET", `/assets/model/${name}`)).toMatchObject({ lifecycle: "retired" });
  await visit(page, `/catalog/model/${name}`);
  await expect(page.getByText("Retired", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  await expect(page.getByRole("button", { name: "Ask to make active" })).toBeVisible();
  await expect(mesh.manage("PUT", `/assets/model/${name}`, { domain: "sales", spec })).rejects.toThrow(
    /409.*asset_retired/,
  );
});
