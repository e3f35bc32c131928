import type { Page } from "playwright/test";
import { signedInAs } from "./support/people";
import { expect, test, visit } from "./support/test";

/** The management API as a signed-in person. */
async function api(page: Page, method: "GET" | "POST", path: string, data?: unknown) {
  const { origin } = new URL(page.url());
  const response = await page.request.fetch(`/api/console/v1${path}`, {
    method,
    headers: { origin, "content-type": "application/json" },
    ...(data === undefined ? {} : { data }),
  });
  return { status: response.status(), body: (await response.json()) as Record<string, never> };
}

test("a whole approval needs no mouse, and ends with a policy in force and its proof", async ({
  page,
  mesh,
}) => {
  const name = `by-keys-${Date.now().toString(36)}`;
  const number = await mesh.proposedPolicy(name);
  await visit(page, "/changes");
  const row = page.getByRole("row", { name: new RegExp(`^${number} `) });
  await expect(row).toBeVisible();
  for (let step = 0; step < 50 && (await row.getAttribute("data-active")) === null; step++)
    await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/changes/${number}$`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`Keep ${name} from a model`);
  await expect(page.getByRole("figure", { name: `Cedar of ${name}` })).toContainText("forbid");
  await expect(page.getByRole("list", { name: "What it needs" })).toContainText(
    "a steward of sales or an admin",
  );
  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog", { name: "Approve this change?" });
  await dialog.getByRole("textbox", { name: "Note" }).focus();
  await page.keyboard.type("Looked at it.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("status")).toContainText("Done and on record");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Decision" })).toContainText("Approved");
  await page.getByRole("button", { name: "Put in force" }).focus();
  await page.keyboard.press("Enter");
  const apply = page.getByRole("dialog", { name: "Put this change in force?" });
  await apply.getByRole("button", { name: "Put in force" }).focus();
  await page.keyboard.press("Enter");
  await expect(apply.getByRole("status")).toContainText("Done and on record");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Decision" })).toContainText("In force");
  const live = await mesh.manage<{ version: number }>("GET", `/assets/policy/${name}`);
  expect(live.version).toBe(1);
  await page.getByRole("link", { name: "Audit entries of this change" }).click();
  await expect(page.getByRole("row", { name: new RegExp(`approved.*change ${number}`) })).toBeVisible();
});

test("the API refuses an approval by the author, of another content, by a program and across sites", async ({
  page,
  mesh,
  browser,
}) => {
  await page.goto("/changes");
  const asked = await api(page, "POST", "/changes", {
    title: "My own",
    reason: "To try",
    items: [
      {
        op: "put",
        kind: "policy",
        name: `own-${Date.now().toString(36)}`,
        head: { domain: "sales" },
        spec: { text: 'forbid(principal, action, resource == Model::"none");', guardrail: false },
      },
    ],
  });
  expect(asked.status).toBe(200);
  const { number, contentHash } = asked.body as unknown as { number: number; contentHash: string };
  const approval = { verdict: "approve", contentHash };
  expect(await api(page, "POST", `/changes/${number}/reviews`, approval)).toMatchObject({
    status: 403,
    body: { error: { code: "permission_denied" } },
  });
  await expect(mesh.manage("POST", `/changes/${number}/reviews`, approval)).rejects.toThrow(
    /403.*only a person/i,
  );
  const cookie = await signedInAs(mesh, "admin");
  const other = await browser.newContext({ baseURL: mesh.url, extraHTTPHeaders: { cookie } });
  const send = (data: unknown, origin = mesh.url) =>
    other.request.post(`/api/console/v1/changes/${number}/reviews`, { data, headers: { origin } });
  expect((await send({ ...approval, contentHash: "0".repeat(64) })).status()).toBe(409);
  expect((await send(approval, "https://elsewhere.example")).status()).toBe(403);
  expect((await send(approval)).status()).toBe(200);
  await other.close();
  await visit(page, `/changes/${number}`);
  await expect(page.getByText("You have written this change yourself")).toHaveCount(0);
  await expect(
    page.getByText("You have written it yourself; another person has to review it."),
  ).toBeVisible();
});

test("a line is commented on where it stands, and what was viewed folds until the next edit", async ({
  page,
  mesh,
}) => {
  const name = `commented-${Date.now().toString(36)}`;
  const number = await mesh.proposedPolicy(name);
  await visit(page, `/changes/${number}`);
  const cedar = page.getByRole("figure", { name: `Cedar of ${name}` });
  await cedar.getByRole("button", { name: "Comment on line 2" }).click();
  await cedar.getByRole("textbox", { name: "Comment on line 2" }).fill("Why only this model? <img src=x>");
  await cedar.getByRole("button", { name: "Add single comment" }).click();
  await expect(cedar.getByText("Why only this model? <img src=x>")).toBeVisible();
  await expect(page.getByRole("region", { name: "Discussion" })).toContainText("on line 2");
  await page.getByRole("checkbox", { name: "Viewed" }).check();
  await expect(cedar).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Viewed" })).toBeChecked();
  const { contentHash } = await mesh.manage<{ contentHash: string }>("GET", `/changes/${number}`);
  await mesh.manage("PUT", `/changes/${number}`, {
    contentHash,
    items: [
      {
        op: "put",
        kind: "policy",
        name,
        head: { domain: "sales" },
        spec: {
          text: `@id("${name}")\nforbid (principal, action, resource == Model::"other");\n`,
          guardrail: false,
        },
      },
    ],
  });
  await page.reload();
  await expect(cedar).toContainText("other");
});

test("a review is sent in one step by keys, and its comments are nobody else's before", async ({
  page,
  mesh,
  browser,
}) => {
  const name = `batch-${Date.now().toString(36)}`;
  const number = await mesh.proposedPolicy(name);
  const cookie = await signedInAs(mesh, "reviewer");
  const other = await browser.newContext({ baseURL: mesh.url, extraHTTPHeaders: { cookie } });
  const commentsSeen = async () => {
    const { comments } = await (await other.request.get(`/api/console/v1/changes/${number}`)).json();
    return (comments as { body: string }[]).map(({ body }) => body);
  };
  await visit(page, `/changes/${number}`);
  const cedar = page.getByRole("figure", { name: `Cedar of ${name}` });
  for (const [line, text] of [
    [1, "A better id, please."],
    [2, "Which model?"],
  ] as const) {
    await cedar.getByRole("button", { name: `Comment on line ${line}` }).focus();
    await page.keyboard.press("Enter");
    await expect(cedar.getByRole("textbox", { name: `Comment on line ${line}` })).toBeFocused();
    await page.keyboard.type(text);
    await page.keyboard.press("Control+Enter");
    await expect(cedar.getByText(text)).toBeVisible();
  }
  await expect(cedar.getByText("Pending: only you see it")).toHaveCount(2);
  expect(await commentsSeen()).toEqual([]);
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog", { name: "Ask for another form of it?" });
  await expect(dialog).toContainText("It sends 2 comments");
  await dialog.getByRole("textbox", { name: "What is to be changed" }).focus();
  await page.keyboard.type("Both lines.");
  await dialog.getByRole("button", { name: "Ask for changes" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("status")).toContainText("Done and on record");
  await page.keyboard.press("Enter");
  await expect(cedar.getByText("Pending: only you see it")).toHaveCount(0);
  const said = page.getByRole("region", { name: "Discussion" }).getByRole("listitem");
  await expect(said.filter({ hasText: "asked for another form" })).toContainText(
    /Both lines.*A better id.*Which model/s,
  );
  expect(await commentsSeen()).toEqual(["A better id, please.", "Which model?"]);
  await other.close();
  await expect(page.getByRole("button", { name: "Watching" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Watching" }).click();
  await expect(page.getByRole("button", { name: "Watch", exact: true })).toBeVisible();
});

test("a change is tried by a share of the calls, both versions side by side, and taken back", async ({
  page,
  mesh,
}) => {
  const name = `tried-${Date.now().toString(36)}`;
  const prompt = (content: string) => ({ messages: [{ role: "user", content }] });
  const item = { op: "put", kind: "prompt", name, head: { domain: "sales" } };
  const ask = (content: string) =>
    mesh.manage<{ number: number }>("POST", "/changes", {
      title: `Say ${content}`,
      reason: "To try it",
      items: [{ ...item, spec: prompt(content) }],
    });
  const first = await ask("one");
  await visit(page, `/changes/${first.number}`);
  const approval = async (number: number) => {
    const { contentHash } = await mesh.manage<{ contentHash: string }>("GET", `/changes/${number}`);
    return api(page, "POST", `/changes/${number}/reviews`, { verdict: "approve", contentHash });
  };
  expect((await approval(first.number)).status).toBe(200);
  expect((await api(page, "POST", `/changes/${first.number}/apply`)).status).toBe(200);
  const { number } = await ask("two");
  expect((await approval(number)).status).toBe(200);
  await visit(page, `/changes/${number}`);
  await page.getByRole("button", { name: "Try as canary" }).click();
  const start = page.getByRole("dialog", { name: "Give it a share of the calls?" });
  await start.getByRole("textbox", { name: "Per cent of the calls" }).fill("20");
  await start.getByRole("button", { name: "Start" }).click();
  await expect(start.getByRole("status")).toContainText("Done and on record");
  await start.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("region", { name: "Decision" })).toContainText("Canary");
  const both = page.getByRole("table", { name: `Prompt ${name}` });
  await expect(both.getByRole("row")).toHaveCount(3);
  await expect(both).toContainText("Live, v1");
  await expect(both).toContainText("Canary, v2");
  await page.getByRole("button", { name: "Take back" }).click();
  const end = page.getByRole("dialog", { name: "Give all calls back to what is live?" });
  await end.getByRole("button", { name: "Take back" }).click();
  await expect(end.getByRole("status")).toContainText("Done and on record");
  await end.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("region", { name: "Decision" })).toContainText("Approved");
  await expect(both).toHaveCount(0);
});
