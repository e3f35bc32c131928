import type { Browser, Page } from "playwright/test";
import { startModernServer } from "@/lib/protocols/mcp/testing/modern-server";
import type { MeshClient } from "./support/mesh-client";
import { signedInAs } from "./support/people";
import { expect, test, visit } from "./support/test";

// One way through everything that changes a mesh, as somebody new to it walks it.
let foreign: Awaited<ReturnType<typeof startModernServer>>;
test.beforeAll(async () => {
  foreign = await startModernServer("stateless");
});
test.afterAll(() => foreign.close());

test("from the address of a foreign server to a policy that is tried on past calls, approved by a second person, acts, is taken back, and is proved", async ({
  page,
  mesh,
  browser,
}) => {
  test.setTimeout(120_000);
  const name = `foreign-${Date.now().toString(36)}`;
  const { live } = await mesh.manage<{ live: { spec: { cardUrl: string } } }>(
    "GET",
    "/assets/agent/crm-specialist",
  );
  await register(page, "agent", live.spec.cardUrl, name);
  await register(page, "mcp-server", foreign.url, `${name}-tools`);
  const find = async () => {
    const id = await mesh.callTool(`${name}-tools`, "echo", { text: "hello" });
    const { status } = await mesh.manage<{ status: string }>("GET", `/calls/${id}`);
    return { id, status };
  };
  const denied = await find();
  expect(denied.status).toBe("denied");

  await visit(page, "/policies/sales-access");
  await page.getByRole("textbox", { name: "Policy in Cedar" }).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText(
    `\n@id("${name}")\npermit(principal is Service, action == Action::"callTool:${name}-tools/echo", resource);\n`,
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
  await propose
    .getByRole("textbox", { name: "Reason" })
    .fill("Programs may use the tools of the new server.");
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
  await back.getByRole("textbox", { name: "Why" }).fill("Programs should ask an agent after all.");
  await back.getByRole("button", { name: "Ask for it" }).click();
  await expect(back.getByRole("status")).toContainText("Done and on record");
  await visit(page, asked);
  await page
    .getByRole("link", { name: /^Change \d+$/ })
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
  await expect(page.getByRole("region", { name: "Decision" })).toContainText(name);
  await page.getByRole("region", { name: "Proof" }).getByRole("link", { name: "In the audit log" }).click();
  await expect(entries.getByText("Pending")).toHaveCount(0);
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("region", { name: "Verification" }).getByRole("heading")).toContainText(
    /\d entries verified in this browser/,
  );
});

async function register(page: Page, kind: "agent" | "mcp-server", address: string, name: string) {
  const url = encodeURIComponent(address);
  await visit(page, `/catalog/register?kind=${kind}&step=check&url=${url}`);
  await expect(page.getByRole("table", { name: "What was found" })).toBeVisible({ timeout: 25_000 });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Owner").selectOption("sales");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("group", { name: "Skills" }).getByRole("checkbox").first().check();
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
