import { approvedByAnother, putInForce } from "./support/changes";
import { signedInAs } from "./support/people";
import { expect, test, visit } from "./support/test";

const prompt = (content: string) => ({ messages: [{ role: "user", content }] });

test("a label is pointed at another version, waits for a second person, moves, and is taken away", async ({
  page,
  mesh,
  browser,
}) => {
  const name = `labelled-${Date.now().toString(36)}`;
  for (const content of ["one", "two"]) {
    await mesh.manage("PUT", `/assets/prompt/${name}`, { domain: "sales", spec: prompt(content) });
  }
  const versionOf = async (ref: string) =>
    (await mesh.manage<{ version: number }>("GET", `/resolve/prompt/${ref}`)).version;
  await visit(page, `/catalog/prompt/${name}?tab=versions`);
  await page.getByRole("button", { name: "Point a label at v1" }).click();
  const dialog = page.getByRole("dialog", { name: "Point a label at v1" });
  await dialog.getByRole("combobox", { name: "Label" }).fill("production");
  await dialog.getByRole("textbox", { name: "Why" }).fill("It has been tested.");
  await dialog.getByRole("button", { name: "Point it here" }).click();
  const link = dialog.getByRole("link", { name: /^change \d+$/ });
  await expect(link).toBeVisible();
  const number = Number((await link.textContent())?.replace("change ", ""));
  await expect(versionOf(`${name}@production`)).rejects.toThrow(/404/);

  await approvedByAnother(browser, mesh, number);
  await visit(page, `/changes/${number}`);
  await putInForce(page);
  expect(await versionOf(`${name}@production`)).toBe(1);

  await visit(page, `/catalog/prompt/${name}?tab=versions`);
  await page.getByRole("button", { name: "Take the label production away" }).click();
  const away = page.getByRole("dialog", { name: "Take the label production away?" });
  await expect(away).toContainText(`Whoever asks for ${name}@production finds nothing`);
  await away.getByRole("button", { name: "Take away" }).click();
  await expect(away.getByRole("link", { name: /^change \d+$/ })).toBeVisible();
  expect(await versionOf(`${name}@production`)).toBe(1);
});

test("a viewer reads why labels are not theirs to move, at the page and at the API", async ({
  mesh,
  browser,
}) => {
  const name = `guarded-${Date.now().toString(36)}`;
  await mesh.manage("PUT", `/assets/prompt/${name}`, { domain: "sales", spec: prompt("one") });
  const cookie = await signedInAs(mesh, "viewer");
  const theirs = await browser.newContext({
    baseURL: mesh.url,
    storageState: { cookies: [], origins: [] },
    extraHTTPHeaders: { cookie },
  });
  const page = await theirs.newPage();
  await visit(page, `/catalog/prompt/${name}?tab=versions`);
  const button = page.getByRole("button", { name: "Point a label at v1" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription(/role/i);
  const refused = await theirs.request.put(`/api/console/v1/assets/prompt/${name}/labels/production`, {
    data: { version: 1 },
    headers: { origin: mesh.url },
  });
  expect(refused.status()).toBe(403);
  await theirs.close();
});
