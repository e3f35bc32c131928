import type { Sql } from "postgres";
import { writeBundle } from "@/lib/audit/bundle/write-bundle";
import { readCheckpoint } from "@/lib/audit/read-checkpoint";
import { verifyBundle } from "@/lib/audit/verify/verify-bundle";
import { newId } from "@/lib/core/ids";
import { signer } from "./sample-log";

const log = { origin: signer.name, signer: () => signer, vkeys: () => [signer.vkey] };

/** The whole log as an exported bundle, verified with nothing but itself and the key; then with one entry changed, left out, or the end cut off. @returns what was not as it has to be */
export async function checkBundle(sql: Sql, at: number): Promise<string[]> {
  const lines = await exportLines(sql);
  const wrong: string[] = [];
  const whole = await verifyBundle(lines, { vkeys: [signer.vkey] });
  if (!whole.ok) wrong.push(`the export does not verify: ${whole.problem?.message}`);
  const line = lines.findIndex((text) => text.includes(`"i":${at},`));
  const cases: [string, string[], number | undefined][] = [
    ["one entry changed", lines.with(line, (lines[line] ?? "").replace("caller-", "nobody-")), at],
    ["one entry left out", lines.toSpliced(line, 1), at],
    ["the end cut off", lines.slice(0, -1), undefined],
  ];
  for (const [name, changed, index] of cases) {
    const { ok, problem } = await verifyBundle(changed, { vkeys: [signer.vkey] });
    if (ok || (index !== undefined && problem?.index !== index))
      wrong.push(
        `an export with ${name} is found ${ok ? "whole" : `wrong at ${problem?.index} instead of ${index}`}`,
      );
  }
  return wrong;
}

/** How long an export of the whole log and its verification take. */
export async function timeBundle(
  sql: Sql,
): Promise<{ entries: number; exportMs: number; verifyMs: number; ok: boolean }> {
  const checkpoint = await readCheckpoint(sql);
  let exportMs = 0;
  let verifyMs = 0;
  let ok = true;
  // In parts, so that a million entries need not be in memory; every part is proven against the same checkpoint.
  for (let from = 0; from < checkpoint.size; from += PART) {
    const startedAt = performance.now();
    const lines = await exportLines(sql, { from, to: Math.min(checkpoint.size, from + PART) });
    const exportedAt = performance.now();
    ok = (await verifyBundle(lines, { vkeys: [signer.vkey] })).ok && ok;
    verifyMs += performance.now() - exportedAt;
    exportMs += exportedAt - startedAt;
  }
  return { entries: checkpoint.size, exportMs, verifyMs, ok };
}

const PART = 100_000;
const BY = { actor: "service:conformance", entry: newId() };

async function exportLines(sql: Sql, selection?: { from: number; to: number }): Promise<string[]> {
  const checkpoint = await readCheckpoint(sql);
  const parts: string[] = [];
  const range = selection ?? { from: 0, to: checkpoint.size };
  for await (const text of writeBundle(sql, log, checkpoint, range, BY, async () => {})) parts.push(text);
  return parts.join("").split("\n").slice(0, -1);
}
