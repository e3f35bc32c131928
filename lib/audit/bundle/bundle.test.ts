import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { findCheckpointOfSize } from "@/db/queries/audit-checkpoints";
import { testDatabase } from "@/db/testing/test-database";
import { sha256Hex } from "@/lib/core/canonical-json";
import type { AuditLog } from "../audit-log";
import { loadTree } from "../load-tree";
import { hashLeaf } from "../merkle/hash";
import { insertEntries, integrateAll, testEntries, testSigner } from "../testing/test-log";
import { testPrincipal } from "../testing/test-principal";
import { verifyBundle } from "../verify/verify-bundle";
import { type ExportRequest, exportBundle } from "./export-bundle";

const database = testDatabase();
const signer = testSigner();
const log: AuditLog = { origin: signer.name, signer: () => signer, vkeys: () => [signer.vkey] };
const SIZE = 1200;

beforeAll(async () => {
  const { sql } = database();
  for (let at = 0; at < SIZE; at += 200)
    await insertEntries(sql, testEntries(200, at === 400 ? { actor: "agent:crm" } : {}));
  await integrateAll(sql, await loadTree(sql), signer, 100);
});

async function linesOf(request: ExportRequest): Promise<string[]> {
  let text = "";
  for await (const part of await exportBundle(database(), log, testPrincipal("operator"), request))
    text += part;
  expect(text.endsWith("\n")).toBe(true);
  return text.slice(0, -1).split("\n");
}

/** Makes the last line fit what was changed: a forger would. */
function reseal(lines: string[]): string[] {
  const body = lines.slice(0, -1);
  const count = body.filter((line) => line.startsWith('{"i":')).length;
  return [...body, JSON.stringify({ count, sha256: sha256Hex(`${body.join("\n")}\n`) })];
}

const trusted = { vkeys: [signer.vkey] };
const lineOf = (lines: string[], index: number) =>
  lines.findIndex((line) => line.startsWith(`{"i":${index},`));
const edit = (lines: string[], index: number, change: (entry: Record<string, unknown>) => void) =>
  lines.map((line, at) => {
    if (at !== lineOf(lines, index)) return line;
    const entry = JSON.parse(line);
    change(entry);
    return JSON.stringify(entry);
  });

describe("a bundle of a range", () => {
  it("verifies for any range, and is complete", async () => {
    const bound = fc.integer({ min: 0, max: SIZE });
    await fc.assert(
      fc.asyncProperty(bound, bound, async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const report = await verifyBundle(await linesOf({ from, to }), trusted);
        expect(report).toMatchObject({
          ok: true,
          entries: to - from,
          payloads: { checked: to - from, erased: 0 },
        });
        expect(report.facts.join()).toContain(`from ${from} up to ${to} none is missing`);
      }),
      { numRuns: 15 },
    );
  });

  it("agrees with checkpoints kept from within it and refuses one of another history", async () => {
    const lines = await linesOf({ from: 100, to: 900 });
    const kept = await findCheckpointOfSize(database().sql, { size: 500 });
    const report = await verifyBundle(lines, { ...trusted, checkpoint: kept?.note });
    expect(report.facts).toContain("the first 500 entries are those of the kept checkpoint");
    const foreign = await verifyBundle(lines, {
      ...trusted,
      checkpoint: kept?.note.replace("\n500\n", "\n501\n"),
    });
    expect(foreign.problem?.message).toMatch(/not signed by the log's key/);
  });

  it("is refused under another key", async () => {
    const report = await verifyBundle(await linesOf({ from: 0, to: 10 }), { vkeys: [testSigner().vkey] });
    expect(report).toMatchObject({ ok: false, problem: { message: /not signed/ } });
  });

  const forgeries: [string, number, (lines: string[]) => string[]][] = [
    [
      "a changed leaf",
      300,
      (lines) =>
        edit(lines, 300, (e) =>
          Object.assign(e, { leaf: String(e.leaf).replace("agent:writer", "agent:w") }),
        ),
    ],
    ["a changed payload", 300, (lines) => edit(lines, 300, (e) => Object.assign(e, { payload: { nth: 0 } }))],
    ["a missing entry", 300, (lines) => lines.filter((_, at) => at !== lineOf(lines, 300))],
    [
      "an entry twice",
      301,
      (lines) => lines.toSpliced(lineOf(lines, 300), 0, lines[lineOf(lines, 300)] ?? ""),
    ],
    ["two entries swapped", 300, (lines) => swap(lines, lineOf(lines, 300), lineOf(lines, 350))],
    ["a cut tail", 1000, (lines) => [...lines.slice(0, lineOf(lines, 1000)), lines.at(-1) ?? ""]],
    ["leaf and hash changed alike", 256, (lines) => edit(lines, 300, forgeLeaf)],
    [
      "leaf, hash and tile changed alike",
      100,
      (lines) => edit(lines, 300, forgeLeaf).filter((line) => !line.startsWith('{"tile"')),
    ],
  ];
  it.each(forgeries)("with %s is refused at entry %i", async (_name, index, forge) => {
    const report = await verifyBundle(reseal(forge(await linesOf({ from: 100, to: SIZE }))), trusted);
    expect(report).toMatchObject({ ok: false, problem: { index } });
  });

  it("that was cut off, or changed in a byte that nothing else covers, is refused", async () => {
    const lines = await linesOf({ from: 0, to: 50 });
    expect((await verifyBundle(lines.slice(0, -1), trusted)).problem?.message).toMatch(/cut off/);
    const redated = lines.map((line, at) =>
      at === 0 ? line.replace(/"created_at":"\d{4}/, '"created_at":"1999') : line,
    );
    expect((await verifyBundle(redated, trusted)).problem?.message).toMatch(/digest in its last line/);
    expect((await verifyBundle(["not a bundle"], trusted)).problem?.message).toMatch(/not JSON/);
    expect((await verifyBundle([], trusted)).ok).toBe(false);
  });
});

describe("a filtered bundle", () => {
  it("proves every entry it holds, and says that it cannot prove completeness", async () => {
    const lines = await linesOf({ selection: { filter: { actor: "agent:crm" } } });
    const report = await verifyBundle(lines, trusted);
    expect(report).toMatchObject({ ok: true, entries: 200, payloads: { checked: 200 } });
    expect(report.caveats.join()).toMatch(/not that it holds all/);
  });

  it("with a forged entry is refused at its index", async () => {
    const lines = await linesOf({ selection: { filter: { actor: "agent:crm" } } });
    const index = JSON.parse(lines[5] ?? "").i;
    const report = await verifyBundle(reseal(edit(lines, index, forgeLeaf)), trusted);
    expect(report).toMatchObject({ ok: false, problem: { index } });
  });
});

describe("an export", () => {
  it("is on record: who asked for what before the first byte, count and digest before the last", async () => {
    const lines = await linesOf({ from: 10, to: 20 });
    const rows = await database().sql<{ type: string; actor: string; payload: Record<string, unknown> }[]>`
      select type, actor, payload from audit_entries where type like 'io.signalbox.audit.%' order by id desc limit 2`;
    expect(rows.map((row) => row.type)).toEqual([
      "io.signalbox.audit.exported",
      "io.signalbox.audit.export-started",
    ]);
    expect(rows[0]).toMatchObject({
      actor: "user:auditor",
      payload: { selection: { from: 10, to: 20 }, ...JSON.parse(lines.at(-1) ?? "") },
    });
  });

  it("is refused to who may only read, and for a range outside the tree", async () => {
    await expect(exportBundle(database(), log, testPrincipal("viewer"), {})).rejects.toMatchObject({
      code: "permission_denied",
    });
    const beyond = exportBundle(database(), log, testPrincipal("operator"), { from: 0, to: 10 ** 9 });
    await expect(beyond).rejects.toMatchObject({ code: "invalid_request" });
  });
});

function swap(lines: string[], one: number, two: number): string[] {
  return lines.with(one, lines[two] ?? "").with(two, lines[one] ?? "");
}

function forgeLeaf(entry: Record<string, unknown>): void {
  entry.leaf = String(entry.leaf).replace(/"actor":"[^"]*"/, '"actor":"agent:somebody"');
  entry.hash = hashLeaf(String(entry.leaf)).toString("base64");
}
