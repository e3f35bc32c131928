import { expect, test, visit } from "./support/test";

test.describe("the catalog", () => {
  test("lists what is registered, narrows by facet and text, and keeps both in the address", async ({
    page,
  }) => {
    await visit(page, "/catalog");
    await expect(page.getByRole("link", { name: /CRM specialist/ }).first()).toBeVisible();
    await page.getByRole("button", { name: "Kind" }).click();
    await page.getByRole("checkbox", { name: /MCP server/ }).check();
    await expect(page).toHaveURL(/kind=mcp-server/);
    await expect(page.getByRole("row")).toHaveCount(2);
    await page.reload();
    await expect(page.getByRole("button", { name: "Kind: MCP server" })).toBeVisible();
    await expect(page.getByRole("row")).toHaveCount(2);
    await page.getByLabel("Search the catalog").fill("no such thing");
    await expect(page.getByText("No asset matches these filters")).toBeVisible();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page.getByRole("row").nth(5)).toBeVisible();
  });

  test("shows the tools of an MCP server with their schemas and who has called it", async ({
    page,
    mesh,
  }) => {
    await mesh.deniedToolCall();
    await visit(page, "/catalog/mcp-server/crm-tools?tab=offers");
    const tools = page.getByRole("region", { name: "Tools" });
    await expect(tools.getByRole("heading", { name: "get_customer" })).toBeVisible();
    await tools.getByText("Arguments and schema").first().click();
    await expect(tools.getByRole("table", { name: /^Arguments of/ }).first()).toContainText("required");
    await expect(tools.getByRole("figure", { name: /^Input schema/ }).first()).toContainText("properties");
    await page
      .getByRole("navigation", { name: "Parts of the asset" })
      .getByRole("link", { name: "Traffic" })
      .click();
    await expect(
      page.getByRole("region", { name: "Recent calls" }).getByText("get_customer").first(),
    ).toBeVisible();
  });

  test("shows the skills of an agent, the price of a model and the text of a policy", async ({ page }) => {
    await visit(page, "/catalog/agent/crm-specialist");
    await expect(page.getByRole("region", { name: "Skills" }).getByRole("listitem").first()).toBeVisible();
    await visit(page, "/catalog/model/scripted-chat");
    await expect(page.getByRole("region", { name: "Price" })).toContainText("for a million tokens");
    await visit(page, "/catalog?kind=policy");
    await page.getByRole("link", { name: /Guardrails/ }).click();
    await expect(page.getByRole("figure", { name: "Policy text" })).toContainText("forbid");
  });

  test("is not found for an asset that does not exist", async ({ page }) => {
    await visit(page, "/catalog/agent/nobody");
    await expect(page.getByRole("heading", { name: "Asset not found" })).toBeVisible();
  });
});

test("the command palette finds screens, assets and calls", async ({ page, mesh }) => {
  const id = await mesh.chat("Find me");
  await visit(page, "/");
  await page.keyboard.press("Control+k");
  const search = page.getByPlaceholder(/Search screens/);
  await search.fill("tracker");
  await page.getByRole("button", { name: /Tasklane tracker/ }).click();
  await expect(page).toHaveURL("/catalog/agent/tracker");
  await page.keyboard.press("Control+k");
  await search.fill(id);
  await page.getByRole("button", { name: new RegExp(id) }).click();
  await expect(page).toHaveURL(`/calls/${id}`);
});
