import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, visit } from "./support/test";

/** Where a sample answers, as the mesh knows it. */
interface Found {
  live: { spec: { url?: string; cardUrl?: string } };
}

test.describe("registering from an address", () => {
  test("an agent goes from its card to a receipt by keyboard, and the draft survives going back and reloading", async ({
    page,
    mesh,
  }) => {
    const { live } = await mesh.manage<Found>("GET", "/assets/agent/crm-specialist");
    await visit(page, "/catalog");
    await page.getByRole("link", { name: "Register" }).click();
    const address = page.getByLabel("Address of the agent or of its card");
    await address.fill(live.spec.cardUrl ?? "");
    await address.press("Enter");
    const lines = page.getByRole("table", { name: "What was found" });
    await expect(lines.getByRole("row", { name: /OK Interface/ })).toBeVisible();
    await expect(lines.getByRole("row", { name: /Warning Signature/ })).toContainText("not signed");
    await page.reload();
    await expect(lines.getByRole("row", { name: /OK Card/ })).toBeVisible();
    await page.getByRole("button", { name: "Continue" }).press("Enter");
    const name = `copy-${Date.now()}`;
    await expect(page.getByLabel("Title")).not.toHaveValue("");
    await page.getByLabel("Owner").selectOption("sales");
    await page.getByLabel("Name").fill(name);
    await page.goBack();
    await expect(lines).toBeVisible();
    await page.getByRole("button", { name: "Continue" }).press("Enter");
    await expect(page.getByLabel("Name")).toHaveValue(name);
    await page.getByLabel("Name").press("Enter");
    const receipt = page.getByRole("region", { name: "Receipt" });
    await expect(receipt.getByRole("status")).toContainText(`${name} is registered as version 1`);
    await expect(receipt.getByRole("button", { name: "Copy entry id" })).toBeVisible();
    await receipt.getByRole("link", { name: "Open the asset" }).click();
    await expect(page).toHaveURL(`/catalog/agent/${name}`);
    await page.getByRole("main").getByRole("link", { name: "Audit", exact: true }).click();
    await expect(page.getByRole("region", { name: "On record" })).toContainText(`registered agent ${name}`);
  });

  test("an MCP server shows its tools before they are pinned, and stores nothing until told", async ({
    page,
    mesh,
  }) => {
    const { live } = await mesh.manage<Found>("GET", "/assets/mcp-server/crm-tools");
    const total = async () => (await mesh.manage<{ total: number }>("GET", "/assets")).total;
    const before = await total();
    await visit(
      page,
      `/catalog/register?kind=mcp-server&step=check&url=${encodeURIComponent(live.spec.url ?? "")}`,
    );
    const lines = page.getByRole("table", { name: "What was found" });
    await expect(lines.getByRole("row", { name: /OK Tool get_customer/ })).toBeVisible({ timeout: 25_000 });
    expect(await total()).toBe(before);
  });

  test("a model's price is given whole or not at all, and stays in the address", async ({ page }) => {
    await visit(page, "/catalog/register?kind=model&step=place&name=large&domain=sales&model=large");
    const register = page.getByRole("button", { name: "Register" });
    await expect(register).toBeEnabled();
    await page.getByLabel("Input", { exact: true }).fill("0.15");
    await expect(page.getByRole("status")).toContainText("A price needs both");
    await expect(register).toBeDisabled();
    await page.getByLabel("Output", { exact: true }).fill("0.6");
    await expect(register).toBeEnabled();
    await page.reload();
    await expect(page.getByLabel("Output", { exact: true })).toHaveValue("0.6");
  });

  test("each way of failing says what happened and what to do", async ({ page }) => {
    const server = createServer((request, response) => {
      response.setHeader("content-type", "application/json");
      if (request.url === "/large.json") response.end(`"${"x".repeat(1_200_000)}"`);
      else if (request.url === "/page.json") response.end("<html></html>");
      else response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      for (const [url, code, advice] of [
        [`${base}/large.json`, "upstream_invalid", "larger than 1 MiB"],
        [`${base}/page.json`, "upstream_invalid", "not JSON"],
        [`${base}/none`, "upstream_error", "base address"],
        ["http://127.0.0.1:9/", "upstream_unreachable", "Check the name and the port"],
        ["http://169.254.169.254/", "egress_blocked", "public addresses"],
      ] as const) {
        await visit(page, `/catalog/register?step=check&url=${encodeURIComponent(url)}`);
        const refusal = page.getByRole("region", { name: "What was found" }).getByRole("alert");
        await expect(refusal).toContainText(code);
        await expect(refusal).toContainText(advice);
        await expect(page.getByRole("button", { name: "Continue" })).toBeDisabled();
      }
    } finally {
      server.close();
    }
  });
});
