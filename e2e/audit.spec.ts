import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { expect, test, visit } from "./support/test";

const ROW = /^(?!.*What happened)/;

test.describe("the audit log", () => {
  test("tells what happened as sentences, narrowed by the address", async ({ page, mesh, browser }) => {
    const id = await mesh.deniedToolCall();
    await visit(page, `/audit?call=${id}`);
    const rows = page.getByRole("table", { name: "Audit entries" }).getByRole("row", { name: ROW });
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText("was not allowed to call MCP server crm-tools");
    await expect(rows).toContainText("Refused");
    await expect(page.getByRole("button", { name: /Call / }).first()).toContainText(id);
    await page.getByRole("link", { name: /was not allowed to call/ }).click();
    const peek = page.getByRole("complementary", { name: "Entry" });
    await expect(peek.getByRole("figure", { name: "Canonical entry" })).toContainText(id);
    // The address alone reproduces the screen.
    const other = await browser.newPage({ storageState: await page.context().storageState() });
    await visit(other, page.url());
    await expect(
      other.getByRole("complementary", { name: "Entry" }).getByRole("heading", { level: 2 }).first(),
    ).toHaveText((await peek.getByRole("heading", { level: 2 }).first().textContent()) ?? "");
    await other.close();
  });

  test("finds people by name, and says with which role they acted", async ({ page, mesh }) => {
    const name = `Grace ${Date.now()}`;
    const { id } = await mesh.manage<{ id: string }>("POST", "/users", {
      email: `grace.${Date.now()}@example.org`,
      name,
      role: "viewer",
    });
    await mesh.manage("POST", `/users/${id}/role`, { role: "steward", domains: [] });
    await visit(page, "/audit");
    await page.getByRole("combobox", { name: "Search audit entries" }).fill(name);
    const table = page.getByRole("table", { name: "Audit entries" });
    await expect(table.getByRole("link")).toHaveText([
      new RegExp(`operator \\(admin\\) changed the role of ${name} from viewer to steward`),
      new RegExp(`operator \\(admin\\) added ${name} as viewer`),
    ]);
    await table.getByRole("link", { name: /changed the role/ }).click();
    const changes = page.getByRole("table").filter({ hasText: "Before" });
    await expect(changes.getByRole("row", { name: /role viewer steward/ })).toBeVisible();
  });

  test("tails live without loss or repetition over a cut; a paused view does not move", async ({
    page,
    mesh,
    context,
  }) => {
    await visit(page, "/audit?area=call&type=call.denied");
    await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
    const links = page.getByRole("table", { name: "Audit entries" }).getByRole("link");
    const hrefs = () => links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    const first = await mesh.deniedToolCall();
    await expect(links.first()).toHaveAttribute("href", `/audit/${first}`);
    await context.setOffline(true);
    const missed = [await mesh.deniedToolCall(), await mesh.deniedToolCall()];
    await context.setOffline(false);
    const last = await mesh.deniedToolCall();
    await expect(links.first()).toHaveAttribute("href", `/audit/${last}`, { timeout: 15_000 });
    const seen = await hrefs();
    for (const id of [first, ...missed, last])
      expect(seen.filter((href) => href === `/audit/${id}`)).toHaveLength(1);
    await links.nth(1).click();
    await expect(page.getByRole("complementary", { name: "Entry" })).toBeVisible();
    const before = await hrefs();
    await mesh.deniedToolCall();
    await expect(page.getByRole("button", { name: "1 new entry" })).toBeVisible();
    expect(await hrefs()).toEqual(before);
    await page.getByRole("button", { name: "1 new entry" }).click();
    await expect(links.first()).not.toHaveAttribute("href", before[0] ?? "");
  });

  test("verifies in the browser, and turns red at the entry that a database superuser altered", async ({
    page,
    mesh,
  }) => {
    const ids = [await mesh.deniedToolCall(), await mesh.deniedToolCall(), await mesh.deniedToolCall()];
    await visit(page, `/audit?live=false&call=${ids.join(",")}`);
    const table = page.getByRole("table", { name: "Audit entries" });
    await expect(table.getByText("Pending")).toHaveCount(0);
    await expect(table.getByRole("row").filter({ hasText: "#" })).toHaveCount(3);
    const box = page.getByRole("region", { name: "Verification" });
    await page.getByRole("button", { name: "Verify" }).click();
    await expect(box.getByRole("heading")).toContainText("3 entries verified in this browser");
    const [, altered = ""] = ids;
    await asSuperuser(async (sql) => {
      const [row] = await sql<{ leaf: string; index: string }[]>`
        select e.leaf, l.leaf_index::text as index from audit_entries e join audit_leaves l on l.entry_id = e.id where e.id = ${altered}`;
      const index = Number(row?.index).toLocaleString("en-US");
      const spoil: [string, () => Promise<unknown>][] = [
        [
          "It is not the entry that was signed",
          () =>
            sql`update audit_entries set leaf = replace(leaf, 'crm-tools', 'crm-fools') where id = ${altered}`,
        ],
        [
          "What the list shows is not what the entry says",
          () => sql`update audit_entries set outcome = 'ok' where id = ${altered}`,
        ],
        [
          "Its details are not those that it covers",
          () => sql`update audit_entries set payload = '{"decision":"allow"}' where id = ${altered}`,
        ],
        ["The entry is gone", () => sql`delete from audit_entries where id = ${altered}`],
      ];
      const [{ saved = undefined } = {}] = await sql<
        { saved?: object }[]
      >`select to_jsonb(e) as saved from audit_entries e where id = ${altered}`;
      try {
        for (const [reason, alter] of spoil) {
          await alter();
          await page.getByRole("button", { name: "Verify" }).click();
          await expect(box.getByRole("heading")).toHaveText(`1 entry does not verify: at #${index}`);
          await expect(box).toContainText(`#${index}: ${reason}`);
          await expect(
            table.getByRole("row").filter({ has: page.getByLabel("Does not verify") }),
          ).toHaveCount(1);
          await expect(
            table.getByRole("row").filter({ has: page.getByLabel("Verified", { exact: true }) }),
          ).toHaveCount(2);
          await restore(sql, altered, saved);
        }
      } finally {
        await restore(sql, altered, saved);
      }
    });
    await page.getByRole("button", { name: "Verify" }).click();
    await expect(box).toContainText("The log still begins with the");
    await expect(box.getByRole("heading")).toContainText("3 entries verified");
  });

  test("exports exactly what the filters find, verifiable offline, and on record", async ({ page, mesh }) => {
    const ids = [await mesh.deniedToolCall(), await mesh.deniedToolCall()].sort();
    await visit(page, `/audit?live=false&call=${ids.join(",")}`);
    await expect(
      page.getByRole("table", { name: "Audit entries" }).getByRole("row").filter({ hasText: "#" }),
    ).toHaveCount(2);
    await page.getByRole("button", { name: "Export" }).click();
    const box = page.getByRole("region", { name: "Export" });
    const command = ((await box.locator("code").textContent()) ?? "").split(" ");
    const downloading = page.waitForEvent("download");
    await box.getByRole("button", { name: /^Download/ }).click();
    const file = await (await downloading).path();
    const lines = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(lines.slice(1, -1).map(({ leaf = "" }) => (JSON.parse(leaf) as { id: string }).id)).toEqual(ids);
    const vkey = command.at(-1)?.replaceAll("'", "") ?? "";
    const out = execFileSync(process.execPath, [
      "bin/signalbox.mjs",
      "verify",
      file,
      "--key",
      vkey,
    ]).toString();
    expect(out).toContain("VERIFIED: 2 entries");
    expect(out).toMatch(/the manifest is signed: user:[0-9a-f-]+ exported it/);
    await visit(page, "/audit?type=audit.exported");
    await expect(
      page.getByRole("link", { name: /\(admin\) exported 2 entries of the audit log/ }).first(),
    ).toBeVisible();
  });

  test("is walked through with the keyboard, and leads from a call's proof to its entries", async ({
    page,
    mesh,
  }) => {
    const id = await mesh.deniedToolCall();
    await visit(page, `/calls/${id}`);
    await page.getByRole("region", { name: "Proof" }).getByRole("link", { name: "In the audit log" }).click();
    await expect(page.getByRole("link", { name: /was not allowed to call/ })).toBeVisible();
    await page.keyboard.press("j");
    await expect(page.getByRole("complementary", { name: "Entry" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/audit\/[0-9a-f-]{36}$/);
    await page.getByRole("region", { name: "Proof" }).getByRole("button", { name: "Verify" }).click();
    await expect(page.getByText("1 entry verified in this browser")).toBeVisible();
  });
});

/** The row as it was before somebody altered it. */
async function restore(sql: Sql, id: string, saved: object | undefined): Promise<void> {
  await sql`delete from audit_entries where id = ${id}`;
  await sql`insert into audit_entries select * from jsonb_populate_record(null::audit_entries, ${sql.json(saved as never)})`;
}

/** Into the mesh's own database, past the mesh: what an audit log is there against. */
async function asSuperuser(use: (sql: Sql) => Promise<void>): Promise<void> {
  const home = process.env.E2E_HOME ?? "";
  const password = readFileSync(join(home, "postgres.password"), "utf8").trim();
  const port = readFileSync(join(home, "postgres", "postmaster.pid"), "utf8").split("\n")[3];
  const sql = postgres(`postgres://signalbox:${password}@127.0.0.1:${port}/postgres`, {
    max: 1,
    onnotice: () => {},
  });
  try {
    await use(sql);
  } finally {
    await sql.end();
  }
}
