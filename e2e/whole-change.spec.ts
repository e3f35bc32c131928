import type { Browser, Page } from "playwright/test";
import type { MeshClient } from "./support/mesh-client";
import { signedInAs } from "./support/people";
import { expect, test, visit } from "./support/test";

interface Found {
  live: { spec: { url?: string; cardUrl?: string } };
}

// One way through everything that changes a mesh, as somebody new to it walks it.
test("from the address of a foreign server to a policy that is tried on past calls, approved by a second person, acts, is taken back, and is proved", async ({
  page,
  mesh,
  browser,
}) => {
  test.setTimeout(120_000);
  const name = `foreign-${Date.now().toString(36)}`;
  await register(page, mesh, "agent", name);
  await register(page, mesh, "mcp-server", `${name}-tools`);
  const find = async () => {
    const id = await mesh.callTool(`${name}-tools`, "find_customer", { query: "C-1001" });
    const { status } = await mesh.manage<{ status: string }>("GET", `/calls/${id}`);
    return { id, status };
  };
  const denied = await find();
  expect(denied.status).toBe("denied");

  await visit(page, "/policies/sales-access");
  await page.getByRole("textbox", { name: "Policy in Cedar" }).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText(
    `\n@id("${name}")\npermit(principal is Service, action == Action::"callTool:${name}-tools/find_customer", resource);\n`,
  );
  await expect(page.getByRole("status").filter({ hasText: "Valid" })).toBeVisible();
  await page.getByRole("tab", { name: "Impact" }).click();
  await page.getByRole("button", { name: "Replay" }).click();
  await expect(page.getByRole("button", { name: /Newly allowed/ })).toContainText("1");
  await expect(page.getByRole("button", { name: /Newly denied/ })).toContainText("0");
  await expect(
    page.getByRole("table", { name: "Which calls" }).locator(`a[href="/calls/${denied.id}"]`),
  ).toBeVisible();
  await page.getByRole("button", { name: "Propose change" }).click();
  const propose = page.getByRole("dialog", { name: "Propose change" });
  await propose.getByRole("textbox", { name: "Reason" }).fill("Programs look customers up by themselves.");
  await propose.getByRole("button", { name: "Propose", exact: true }).click();
  await propose.getByRole("link", { name: /^change \d+/ }).click();
  await expect(page).toHaveURL(/\/changes\/\d+$/);
  await expect(
    page.getByText("You have written it yourself; another person has to review it."),
  ).toBeVisible();
  const asked = page.url();

  const second = await secondPerson(browser, mesh);
  await approveAndApply(second, asked);
  await expect.poll(async () => (await find()).status).toBe("completed");
  const allowed = await find();

  await visit(page, asked);
  await page.getByRole("button", { name: "Take back" }).click();
  const back = page.getByRole("dialog", { name: "Take this change back?" });
  await back.getByRole("textbox", { name: "Why" }).fill("Programs should ask the specialist after all.");
  await back.getByRole("button", { name: "Ask for it" }).click();
  await expect(back.getByRole("status")).toContainText("Done and on record");
  await visit(page, asked);
  await page
    .getByRole("link", { name: /^change \d+$/ })
    .first()
    .click();
  await expect(page).not.toHaveURL(asked);
  await approveAndApply(second, page.url());
  await second.context().close();
  await expect.poll(async () => (await find()).status).toBe("denied");

  await visit(page, asked);
  await page.getByRole("link", { name: "Audit entries of this change" }).click();
  const entries = page.getByRole("table", { name: "Audit entries" });
  await expect(entries.getByRole("row", { name: /approved/ })).toBeVisible();
  await expect(entries.getByRole("row", { name: /put .* in force/ })).toBeVisible();
  await expect(entries.getByText("Pending")).toHaveCount(0);
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("region", { name: "Verification" }).getByRole("heading")).toContainText(
    /\d entries verified in this browser/,
  );
  await visit(page, `/calls/${allowed.id}`);
  await expect(page.getByRole("region", { name: "Decision" }).getByRole("link", { name })).toBeVisible();
  await page.getByRole("region", { name: "Proof" }).getByRole("link", { name: "In the audit log" }).click();
  await expect(entries.getByText("Pending")).toHaveCount(0);
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("region", { name: "Verification" }).getByRole("heading")).toContainText(
    /\d entries verified in this browser/,
  );
});

/** Registers what a sample serves under another name, from its address. */
async function register(page: Page, mesh: MeshClient, kind: "agent" | "mcp-server", name: string) {
  const sample = kind === "agent" ? "crm-specialist" : "crm-tools";
  const { live } = await mesh.manage<Found>("GET", `/assets/${kind}/${sample}`);
  const url = encodeURIComponent(live.spec.cardUrl ?? live.spec.url ?? "");
  await visit(page, `/catalog/register?kind=${kind}&step=check&url=${url}`);
  await expect(page.getByRole("table", { name: "What was found" })).toBeVisible({ timeout: 25_000 });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Owner").selectOption("sales");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Name").press("Enter");
  await expect(page.getByRole("region", { name: "Receipt" }).getByRole("status")).toContainText(
    `${name} is registered as version 1`,
  );
}

/** A reviewer with a browser of their own. */
async function secondPerson(browser: Browser, mesh: MeshClient): Promise<Page> {
  const context = await browser.newContext({ baseURL: mesh.url });
  const pairs = (await signedInAs(mesh, "admin")).split("; ");
  await context.addCookies(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: mesh.url };
    }),
  );
  return context.newPage();
}

async function approveAndApply(page: Page, change: string): Promise<void> {
  await visit(page, change);
  for (const [label, title] of [
    ["Approve", "Approve this change?"],
    ["Put in force", "Put this change in force?"],
  ] as const) {
    await page.getByRole("button", { name: label, exact: true }).click();
    const dialog = page.getByRole("dialog", { name: title });
    await dialog.getByRole("button", { name: label, exact: true }).click();
    await expect(dialog.getByRole("status")).toContainText("Done and on record");
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
  }
  await expect(page.getByRole("region", { name: "Decision" })).toContainText("In force");
}
