import { expect, test, visit } from "./support/test";

const CONFIG = `
model_list:
  - model_name: imported-fast
    litellm_params: { model: openai/gpt-small, api_key: os.environ/KEY, rpm: 60 }
  - model_name: "any/*"
    litellm_params: { model: "openai/*" }
`;

test("a file is looked at, imported and each field of it accounted for", async ({ page }) => {
  await visit(page, "/catalog/register");
  await page.getByRole("link", { name: "Import a file" }).click();
  const look = page.getByRole("button", { name: "Look at it" });
  await expect(look).toBeDisabled();
  await page
    .getByLabel("File")
    .setInputFiles({ name: "config.yaml", mimeType: "application/yaml", buffer: Buffer.from(CONFIG) });
  await page.getByLabel("Owner").selectOption("sales");
  await look.click();
  const result = page.getByRole("region", { name: "What comes of the file" });
  await expect(result.getByRole("status")).toContainText("litellm: 1 asset. Nothing has been changed.");
  const fields = result.getByRole("table", { name: "Fields of the file" });
  await expect(
    fields.getByRole("row", { name: /By hand model_list\[0\]\.litellm_params\.api_key/ }),
  ).toContainText("vault");
  await expect(fields.getByRole("row", { name: /By hand model_list\[1\]/ })).toContainText("wildcard");
  await result.getByRole("button", { name: "Import", exact: true }).click();
  await expect(result.getByRole("listitem")).toContainText("Imported");
  await result.getByRole("link", { name: "imported-fast" }).click();
  await expect(page).toHaveURL("/catalog/model/imported-fast");
});

test("the catalog is searched by skill and by meaning, and the address holds both", async ({
  page,
  mesh,
}) => {
  const { items } = await mesh.manage<{ items: { title: string; skills: string[] }[] }>(
    "GET",
    "/assets?kind=agent",
  );
  const [first] = items.filter(({ skills }) => skills.length > 0);
  expect(first).toBeDefined();
  await visit(page, `/catalog?skill=${first?.skills[0]}`);
  const table = page.getByRole("table", { name: "Assets" });
  await expect(table.getByText(first?.title ?? "").first()).toBeVisible();
  await visit(page, "/catalog?q=sales+contacts+and+contracts&mode=meaning&kind=agent,mcp-server");
  await expect(page.getByRole("button", { name: "By meaning" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("By meaning, the closest first")).toBeVisible({ timeout: 20_000 });
  await expect(table.getByText(/CRM/).first()).toBeVisible();
});
