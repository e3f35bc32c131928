import { expect, test, visit } from "./support/test";

const answer = (page: import("playwright/test").Page) =>
  page.getByRole("region", { name: "Answer", exact: true });

test.describe("trying what is on the mesh", () => {
  test("a tool: form from its schema, sent by keyboard, answered, priced by the record and linked to its call", async ({
    page,
  }) => {
    await visit(page, "/try");
    await page.getByLabel("Find what to try").fill("get_customer");
    await page.getByRole("link", { name: /get_customer/ }).click();
    await expect(page).toHaveURL(/kind=mcp-server&name=crm-tools&tool=get_customer/);
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "does not fit" })).toContainText(
      "customer_id: This is required.",
    );
    await page.getByLabel(/customer_id/).fill("C-1001");
    await page.keyboard.press("Control+Enter");
    await expect(answer(page).getByText("Completed", { exact: true })).toBeVisible();
    await expect(answer(page).getByRole("figure")).toContainText("C-1001");
    await expect(answer(page).getByText("Outcome on record")).toBeVisible();
    await answer(page).getByRole("link", { name: "Open call" }).click();
    await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/);
    await expect(page.getByRole("region", { name: "Decision" })).toContainText("people-look-up");
    await expect(page.getByRole("region", { name: "Who" })).toContainText(/user [0-9a-f-]{36}/);
  });

  test("a refusal: which policy, why, and what would get it allowed", async ({ page }) => {
    await visit(page, "/try?kind=mcp-server&name=crm-tools&tool=export_customers");
    await expect(page.getByRole("link", { name: /export_customers.*Policy refuses/ })).toBeVisible();
    await page.getByRole("button", { name: "Send" }).click();
    await expect(answer(page).getByText("Denied").first()).toBeVisible();
    await expect(answer(page)).toContainText("policy_denied");
    await expect(answer(page)).toContainText("leaves the company only through the data office");
    await expect(answer(page)).toContainText("To be allowed: Ask for the customers that you need one by one");
    await expect(answer(page)).toContainText("not a byte was sent");
  });

  test("a model: streams its answer, and form and JSON are one body", async ({ page }) => {
    await visit(page, "/try?kind=model&name=scripted-chat");
    await page.getByLabel("Message", { exact: true }).fill("Say hello");
    await page.getByRole("tab", { name: "JSON" }).click();
    const json = page.getByLabel("Body as JSON");
    await expect(json).toHaveValue(/"content": "Say hello"/);
    await json.fill((await json.inputValue()).replace("Say hello", "Say good bye").replace("256", "100"));
    await page.getByRole("tab", { name: "Form" }).click();
    await expect(page.getByLabel("Message", { exact: true })).toHaveValue("Say good bye");
    await expect(page.getByLabel("Tokens at most")).toHaveValue("100");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(answer(page).getByText("Completed", { exact: true })).toBeVisible();
    await expect(answer(page)).toContainText("Chat answer, streamed");
    await expect(answer(page)).toContainText("streamed on");
    await expect(answer(page).getByRole("listitem").filter({ hasText: "Settled" })).toContainText("USD");
  });

  test("what was typed and not sent is there again, until it is sent or the person signs out", async ({
    page,
  }) => {
    const message = page.getByLabel("Message", { exact: true });
    await visit(page, "/try?kind=model&name=scripted-chat");
    await message.fill("Half a thou");
    await page.goto("/calls");
    await visit(page, "/try?kind=model&name=scripted-chat");
    await expect(message).toHaveValue("Half a thou");
    await expect(page.getByText("You left this here")).toBeVisible();
    await page.getByRole("button", { name: "Begin anew" }).click();
    await expect(message).not.toHaveValue("Half a thou");
    await message.fill("A whole thought");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(answer(page).getByText("Completed", { exact: true })).toBeVisible();
    await visit(page, "/try?kind=model&name=scripted-chat");
    await expect(message).not.toHaveValue("A whole thought");
  });

  test("an agent: a message, its task as it goes on, and the same again from the call", async ({ page }) => {
    await visit(page, "/try?kind=agent&name=crm-specialist");
    await page.getByLabel("Message", { exact: true }).fill("Prepare the renewal of customer C-1001.");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(answer(page).getByText("Completed", { exact: true })).toBeVisible({ timeout: 20_000 });
    await answer(page).getByRole("link", { name: "Open call" }).click();
    await page.getByRole("link", { name: "Try again" }).click();
    await expect(page.getByLabel("Message", { exact: true })).toHaveValue(
      "Prepare the renewal of customer C-1001.",
    );
  });

  test("a request from another page or without its type is refused before anything happens", async ({
    page,
    mesh,
  }) => {
    const data = JSON.stringify({
      kind: "model",
      name: "scripted-chat",
      body: '{"model":"scripted-chat","messages":[]}',
    });
    const headers = { "content-type": "application/json", origin: mesh.url };
    const send = (more: Record<string, string>) =>
      page.request.post("/api/console/try", { data, headers: { ...headers, ...more } });
    expect((await send({ origin: "https://evil.example" })).status()).toBe(403);
    expect((await send({ origin: "null" })).status()).toBe(403);
    expect((await send({ "content-type": "text/plain" })).status()).toBe(415);
    expect((await page.request.get("/api/console/try")).status()).toBe(405);
    const own = await send({});
    expect(own.headers()["content-type"]).toContain("application/x-ndjson");
  });
});
