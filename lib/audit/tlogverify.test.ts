import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listLeaves } from "@/db/queries/audit-leaves";
import { testDatabase } from "@/db/testing/test-database";
import { loadTree } from "./load-tree";
import { type EntryProof, readEntryProof } from "./read-entry-proof";
import { insertEntries, integrateAll, testEntries, testSigner } from "./testing/test-log";

const SOURCE = join(process.cwd(), "../shared/tools/tlogverify/main.go");
const GO_ENV = { ...process.env, GO111MODULE: "off", GOPATH: "/usr/share/gocode" };
const missing = whatIsMissing();

/** Where CI runs, nothing may be missing: there the test fails instead of being left out. */
const skip = missing !== undefined && process.env.CI !== "true";
if (skip) console.warn(`skipped: the independent verifier cannot run here (${missing})`);

describe.skipIf(skip)("an independent verifier of tiled logs (golang.org/x/mod/sumdb)", () => {
  const database = testDatabase();
  const signer = testSigner();
  const folder = mkdtempSync(join(tmpdir(), "signalbox-tlog-"));
  const program = join(folder, "tlogverify");
  const entries = testEntries(700);

  beforeAll(async () => {
    expect(missing).toBeUndefined();
    execFileSync("go", ["build", "-o", program, SOURCE], { env: GO_ENV, cwd: folder });
    const { sql } = database();
    const tree = await loadTree(sql);
    for (let at = 0; at < entries.length; at += 100) {
      await insertEntries(sql, entries.slice(at, at + 100));
      await integrateAll(sql, tree, signer, 37);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function verdict(proof: EntryProof): string {
    const file = join(folder, "proof.json");
    writeFileSync(file, JSON.stringify(proof));
    try {
      return execFileSync(program, [file]).toString();
    } catch (err) {
      return String((err as { stdout: Buffer }).stdout);
    }
  }

  async function proofOf(index: number, size?: number, old?: number): Promise<EntryProof> {
    const { sql } = database();
    const [leaf] = await listLeaves(sql, { from: index, to: index + 1 });
    const key = { entryId: leaf?.entryId ?? "" };
    return readEntryProof(sql, { vkeys: () => [signer.vkey] }, { key, size, old });
  }

  it("accepts signature, inclusion and consistency of any entry between any two checkpoints", async () => {
    const rows = await database().sql<
      { size: number }[]
    >`select tree_size::float8 as size from audit_checkpoints`;
    const size = fc.constantFrom(...rows.map((row) => row.size));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 699 }), size, size, async (index, one, two) => {
        fc.pre(index < Math.max(one, two));
        expect(verdict(await proofOf(index, Math.max(one, two), Math.min(one, two)))).toMatch(
          /^OK signature, inclusion/,
        );
      }),
      { numRuns: 60 },
    );
  });

  it("refuses the same proof once record, place, checkpoint or path is changed", async () => {
    const proof = await proofOf(123);
    const other = await proofOf(124);
    expect(verdict(proof)).toMatch(/^OK/);
    for (const changed of [
      { ...proof, record: proof.record.replace("agent:writer", "agent:Writer") },
      { ...proof, index: 124 },
      { ...proof, inclusion: other.inclusion.slice(1) },
      { ...proof, checkpoint: proof.checkpoint.replace("\n700\n", "\n699\n") },
      { ...proof, vkey: testSigner().vkey },
    ])
      expect(verdict(changed)).toMatch(/^FAIL/);
  });
});

function whatIsMissing(): string | undefined {
  if (!existsSync(SOURCE)) return `no ${SOURCE}`;
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
  } catch {
    return "no Go toolchain";
  }
  return existsSync("/usr/share/gocode/src/golang.org/x/mod") ? undefined : "no golang.org/x/mod";
}
