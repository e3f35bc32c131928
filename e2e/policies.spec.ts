import type { Page } from "playwright/test";
import { expect, test, visit } from "./support/test";

const editorOf = (page: Page) => page.getByRole("textbox", { name: "Policy in Cedar" });

/** Writes at the end of the text. */
async function write(page: Page, text: string): Promise<void> {
  await editorOf(page).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText(text);
}

test("an edit is checked as it is written, replayed over real calls and proposed", async ({ page, mesh }) => {
  const id = await mesh.chat("Before the model was closed");
  await visit(page, "/policies");
  await page.getByRole("link", { name: "Who uses the models" }).click();
  await expect(page.getByText("Everyone may use or see anything in the domain platform.")).toBeVisible();

  await write(
    page,
    '\nforbid(principal, action == Action::"useModel", resource == Agent::"scripted-chat");\n',
  );
  const problems = page.getByRole("list", { name: "Problems" });
  await expect(problems.getByRole("listitem").first()).toContainText("unable to find an applicable action");
  await problems.getByRole("button").first().click();
  await expect(editorOf(page)).toBeFocused();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.getByRole("status").filter({ hasText: "Valid" })).toBeVisible();
  await expect(page.getByText("Nothing is changed yet.")).toBeVisible();

  const rule =
    '@id("closed") forbid(principal, action == Action::"useModel", resource == Model::"scripted-chat");';
  await write(page, `\n${rule}\n`);
  await expect(page.getByText("Nobody may use the model scripted-chat.")).toBeVisible();
  await page.getByRole("tab", { name: "Impact" }).click();
  await page.getByRole("button", { name: "Replay" }).click();
  const denied = page.getByRole("button", { name: /Newly denied/ });
  await expect(denied).toContainText(/[1-9]/);
  const calls = page.getByRole("table", { name: "Which calls" });
  await expect(calls.locator(`a[href="/calls/${id}"]`)).toBeVisible();
  await expect(calls).toContainText("by closed");
  await expect(page).toHaveURL(/replay=/);
  await page.reload();
  await expect(calls.locator(`a[href="/calls/${id}"]`)).toBeVisible();
  await expect(editorOf(page)).toContainText('Model::"scripted-chat"');
  await page.getByRole("tab", { name: /Changes/ }).click();
  await expect(page.getByRole("figure", { name: "the policy" })).toContainText('@id("closed")');

  await page.getByRole("button", { name: "Propose change" }).click();
  const dialog = page.getByRole("dialog", { name: "Propose change" });
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Nobody should use it until it is tested.");
  await dialog.getByRole("button", { name: "Propose", exact: true }).click();
  await dialog.getByRole("link", { name: /^change \d+/ }).click();
  await expect(page).toHaveURL(/\/changes\/\d+$/);
  await expect(page.getByText("Nobody should use it until it is tested.").first()).toBeVisible();
});

test("a test that fails keeps a draft from being proposed", async ({ page }) => {
  await visit(page, "/policies/platform-access?tab=tests");
  await page.getByRole("button", { name: "Add a test" }).click();
  const form = page.getByRole("group", { name: "New test" });
  await form.getByRole("textbox", { name: "Name", exact: true }).fill("models stay open");
  await form.getByRole("textbox", { name: "Name of who asks" }).fill("tracker");
  await form.getByRole("combobox", { name: "Wants to" }).selectOption("useModel");
  await form.getByRole("textbox", { name: "Name of what is asked for" }).fill("scripted-chat");
  await form.getByRole("button", { name: "Add" }).click();
  await expect(page.getByText("Passes", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Propose change" })).toBeVisible();
  await write(page, '\n@id("shut") forbid(principal is Agent, action, resource);\n');
  await expect(page.getByText("Fails", { exact: true })).toBeVisible();
  await expect(page.getByText(/forbidden by policy "shut"/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Propose change" })).toHaveCount(0);
});

test("a denied call leads to the line of the rule that denied it", async ({ page, mesh }) => {
  const denied = await mesh.callTool("crm-tools", "export_customers", {});
  await visit(page, `/calls/${denied}`);
  await page.getByRole("region", { name: "Decision" }).getByRole("link", { name: "no-bulk-export" }).click();
  await expect(page).toHaveURL(/\/policies\/mesh-guardrails#no-bulk-export$/);
  await expect(editorOf(page)).toBeFocused();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toContain("no-bulk-export");
});

test("an asset says who may call it and by which policy; what depends on the call is not guessed", async ({
  page,
}) => {
  await visit(page, "/catalog/agent/crm-specialist?tab=access");
  const callers = page.getByRole("table", { name: "Who may call it" });
  const tracker = callers.getByRole("row", { name: /tracker/i });
  await expect(tracker).toContainText("Yes");
  await expect(tracker.getByRole("link", { name: "ask-the-specialist" })).toHaveAttribute(
    "href",
    "/policies/sales-access#ask-the-specialist",
  );
  const reach = page.getByRole("table", { name: "What it may do" });
  await expect(reach.getByRole("link", { name: "use-models" }).first()).toBeVisible();
});
