import { signedInAs } from "./support/people";
import { expect, test, visit } from "./support/test";

test("from the list of domains to what one has, who asked for a change there, and back by keys", async ({
  page,
  mesh,
}) => {
  const name = `team-${Date.now().toString(36)}`;
  await mesh.manage("POST", "/domains", { name, title: `The ${name}`, contact: "team@example.com" });
  await mesh.manage("PUT", `/assets/prompt/of-${name}`, {
    domain: name,
    title: `Greeting of ${name}`,
    spec: { messages: [{ role: "user", content: "Hello" }] },
  });
  const { number } = await mesh.manage<{ number: number }>("POST", "/changes", {
    title: `Say more in ${name}`,
    reason: "It is short.",
    items: [
      {
        op: "put",
        kind: "prompt",
        name: `of-${name}`,
        head: { domain: name },
        spec: { messages: [{ role: "user", content: "Hello there" }] },
      },
    ],
  });
  await mesh.manage("POST", `/assets/prompt/of-${name}/state`, {
    suspended: true,
    reason: "Being rewritten",
  });
  await visit(page, "/domains");
  const row = page.getByRole("row", { name: new RegExp(`The ${name}`) });
  await expect(row).toContainText(name);
  await row.getByRole("link", { name: `The ${name}` }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`The ${name}`);
  const open = page.getByRole("region", { name: "Open changes" });
  await expect(open.getByRole("link", { name: `Say more in ${name}` })).toHaveAttribute(
    "href",
    `/changes/${number}`,
  );
  await expect(
    page.getByRole("region", { name: "Incidents" }).getByRole("link", { name: /took .* out of traffic/ }),
  ).toHaveCount(1);
  await expect(page.getByRole("region", { name: "About" })).toContainText("team@example.com");
  await expect(page.getByRole("region", { name: "People" })).toContainText(
    "Nobody governs it but the admins",
  );
  await page
    .getByRole("region", { name: "Assets" })
    .getByRole("link", { name: `Greeting of ${name}` })
    .click();
  await expect(page).toHaveURL(new RegExp(`/catalog/prompt/of-${name}`));
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`The ${name}`);
});

test("a viewer sees domains and adds none; one that is not there says so", async ({ mesh, browser }) => {
  const cookie = await signedInAs(mesh, "viewer");
  const theirs = await browser.newContext({
    baseURL: mesh.url,
    storageState: { cookies: [], origins: [] },
    extraHTTPHeaders: { cookie },
  });
  const page = await theirs.newPage();
  await visit(page, "/domains/sales");
  await expect(page.getByRole("region", { name: "Assets" })).toBeVisible();
  const refused = await theirs.request.post("/api/console/v1/domains", {
    data: { name: "mine", title: "Mine" },
    headers: { origin: mesh.url },
  });
  expect(refused.status()).toBe(403);
  await visit(page, "/domains/there-is-none");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Domain not found");
  await theirs.close();
});
