import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { readLines } from "@/cli/read-lines";
import { writeBundle } from "@/lib/audit/bundle/write-bundle";
import { readCheckpoint } from "@/lib/audit/read-checkpoint";
import { verifyBundle } from "@/lib/audit/verify/verify-bundle";
import { newId } from "@/lib/core/ids";
import type { Round } from "../call/load";
import type { BenchLog } from "./bench-log";

const BY = { actor: "service:bench", entry: newId() };

/** Exports the whole log to a file. */
export async function writeBenchBundle({
  database,
  log,
  folder,
}: BenchLog): Promise<{ file: string; round: Round }> {
  const checkpoint = await readCheckpoint(database.sql);
  const file = join(folder, `${checkpoint.size}.ndjson`);
  const startedAt = performance.now();
  const selection = { from: 0, to: checkpoint.size };
  await pipeline(
    writeBundle(database.sql, log, checkpoint, selection, BY, async () => {}),
    createWriteStream(file),
  );
  return { file, round: perEntry(checkpoint.size, performance.now() - startedAt, true) };
}

/** Verifies such a file, as the command does. */
export async function measureVerify({ log }: BenchLog, file: string): Promise<Round> {
  const startedAt = performance.now();
  const report = await verifyBundle(readLines(file), { vkeys: log.vkeys() });
  return perEntry(report.entries, performance.now() - startedAt, report.ok);
}

function perEntry(count: number, tookMs: number, ok: boolean): Round {
  const eachMs = Math.round((tookMs / count) * 10_000) / 10_000;
  return { rps: Math.round((count / tookMs) * 1000), p50Ms: eachMs, p99Ms: eachMs, errors: ok ? 0 : 1 };
}
