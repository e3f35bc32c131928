import { listLeaves } from "@/db/queries/audit-leaves";
import { readEntryProof } from "@/lib/audit/read-entry-proof";
import { type BenchLog, startLog } from "./audit/bench-log";
import { fillLog } from "./audit/fill-log";
import { measureAppend } from "./audit/measure-append";
import { measureVerify, writeBenchBundle } from "./audit/measure-verify";
import { measureWork } from "./badge/measure";
import type { Round } from "./call/load";
import { type Rounds, report } from "./call/report";

/** Entries at 1x for each second asked for; ten seconds go up to a million. */
const ENTRIES_PER_SECOND = 1_000;
const MAX_BASE = 10_000;
const SAMPLE = 512;

/**
 * The audit log: entries appended (alone, and while the tree grows), entries integrated, proofs made at 1x, 10x and 100x of a size, bundles written and verified offline at the same sizes.
 * @param seconds for each timed case in each round
 */
export async function run({ seconds, rounds = 3 }: { seconds: number; rounds?: number }): Promise<void> {
  const bench = await startLog();
  const measured: Rounds = {};
  const add = (name: string, round: Round | undefined) => {
    if (!round) return;
    measured[name] ??= [];
    measured[name].push(round);
  };
  try {
    const base = ENTRIES_PER_SECOND * Math.min(seconds, MAX_BASE / ENTRIES_PER_SECOND);
    for (const factor of [1, 10, 100]) {
      await fillLog(bench, base * factor);
      const { file, round } = await writeBenchBundle(bench);
      add(`export-${factor}x`, round);
      const prove = await prover(bench, base * factor);
      for (let nth = 0; nth < rounds; nth++) {
        add(`proof-${factor}x`, await measureWork(prove, seconds));
        add(`verify-${factor}x`, await measureVerify(bench, file));
      }
    }
    await measureAppend(bench, Math.min(seconds, 1), true);
    for (let nth = 0; nth < rounds; nth++) {
      // What is appended alone must be in the tree before the next round counts what comes in.
      add("append-alone", (await measureAppend(bench, seconds, false)).append);
      await fillLog(bench, 0);
      const both = await measureAppend(bench, seconds, true);
      add("append", both.append);
      add("integrated", both.integrated);
    }
    console.log(
      `1x is ${base} entries; verify and export: latency for one entry; integrated: from commit to checkpoint`,
    );
    report("audit", measured, ["append-alone"]);
    if (Object.values(measured).some((all) => all.some(({ errors }) => errors > 0))) process.exitCode = 1;
  } finally {
    await bench.stop();
  }
}

/** Makes the whole proof of one entry after another, spread over the tree: path, checkpoints and the step from the one before. */
async function prover({ database: { sql }, log }: BenchLog, size: number): Promise<() => Promise<unknown>> {
  const ids: string[] = [];
  for (let nth = 0; nth < SAMPLE; nth++) {
    const at = Math.floor((size * nth) / SAMPLE);
    const [leaf] = await listLeaves(sql, { from: at, to: at + 1 });
    if (leaf) ids.push(leaf.entryId);
  }
  let next = 0;
  return () => readEntryProof(sql, log, { key: { entryId: ids[next++ % ids.length] ?? "" } });
}
