import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findLatestCheckpoint } from "@/db/queries/audit-checkpoints";
import { testDatabase } from "@/db/testing/test-database";
import { openAuditLog } from "@/lib/audit/audit-log";
import { loadTree } from "@/lib/audit/load-tree";
import { insertEntries, integrateAll, testEntries } from "@/lib/audit/testing/test-log";
import { openKeyRing } from "@/lib/identity/key-ring";
import { openVault } from "@/lib/identity/vault";

const database = testDatabase();
const folder = mkdtempSync(join(tmpdir(), "signalbox-verify-"));
const rows = testEntries(80);

beforeAll(async () => {
  const { sql } = database();
  const ring = await openKeyRing(database(), openVault({ kek: undefined, homeDir: folder }));
  const log = await openAuditLog(database(), ring, "https://mesh.example/");
  expect(log.origin).toBe("mesh.example/audit");
  await insertEntries(sql, rows);
  await integrateAll(sql, await loadTree(sql), log.signer(), 50);
  await ring.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function command(...args: string[]): Promise<{ code: number; out: string }> {
  const argv = ["bin/signalbox.mjs", "verify", ...args];
  return promisify(execFile)(process.execPath, argv).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (err: { code: number; stdout: string }) => ({ code: err.code, out: err.stdout }),
  );
}

describe("signalbox verify --database", () => {
  it("verifies a database with the keys that it holds, and says whose word that is", async () => {
    const { code, out } = await command("--database", database().url);
    const size = (await findLatestCheckpoint(database().sql))?.size;
    expect(size).toBeGreaterThanOrEqual(rows.length);
    expect([code, out.split("\n")[0]]).toEqual([
      0,
      `VERIFIED: ${size} entries of mesh.example/audit, tree of ${size}`,
    ]);
    expect(out).toMatch(/the key is the one in the database/);
  });

  it("prints the proof of an entry", async () => {
    const { out } = await command("--database", database().url, "--proof-json", rows[0]?.id ?? "");
    expect(JSON.parse(out)).toMatchObject({ entry_id: rows[0]?.id, record: rows[0]?.leaf });
  });

  it("finds a cut log by a kept checkpoint, with exit code 1, and cannot run with 2", async () => {
    const { sql } = database();
    const kept = join(folder, "kept");
    writeFileSync(kept, (await findLatestCheckpoint(sql))?.note ?? "");
    await sql`delete from audit_checkpoints where tree_size > 50`;
    await sql`delete from audit_entries where id in (select entry_id from audit_leaves where leaf_index >= 50)`;
    await sql`delete from audit_leaves where leaf_index >= 50`;
    await sql`update audit_tiles set width = 50, hashes = substr(hashes, 1, 1600) where level = 0`;
    expect((await command("--database", database().url)).code).toBe(0);
    const { code, out } = await command("--database", database().url, "--checkpoint", kept);
    expect([code, out.split("\n")[0]]).toEqual([
      1,
      expect.stringMatching(/^NOT VERIFIED at index 50: .*tail is missing/),
    ]);
    expect((await command("--checkpoint", "/no/such/file", "x")).code).toBe(2);
  });
});
