import { findLeafEnd } from "@/db/queries/audit-leaves";
import { AUDIT_CHANNEL } from "@/db/queries/audit-tree";
import { createRecorder } from "@/lib/audit/recorder";
import { startSequencer } from "@/lib/audit/sequencer";
import type { Round } from "../call/load";
import { benchEntry } from "./bench-entry";
import type { BenchLog } from "./bench-log";

/** Writers that each wait for their own commit, as calls do. */
const WRITERS = 128;
const MARK_MS = 20;

export interface AppendRounds {
  /** Entries durable: latency is that of one commit. */
  append: Round;
  /** Entries in the signed tree: latency is the time from the commit to the checkpoint. Undefined without a sequencer. */
  integrated: Round | undefined;
}

/**
 * Appends for so long, then waits until the tree has everything.
 * @param sequenced whether the tree grows at the same time
 */
export async function measureAppend(
  { database, log }: BenchLog,
  seconds: number,
  sequenced: boolean,
): Promise<AppendRounds> {
  const start = await findLeafEnd(database.sql);
  const recorder = createRecorder(database.url);
  const sequencer = sequenced
    ? startSequencer({ databaseUrl: database.url, signer: () => log.signer() })
    : undefined;
  recorder.onCommit(() => sequencer?.wake());
  const lag = new LagClock(start);
  const subscription = await database.sql.listen(AUDIT_CHANNEL, (size) => lag.reached(Number(size)));
  const latenciesMs: number[] = [];
  let errors = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  const writer = async () => {
    while (performance.now() < endsAt) {
      const sentAt = performance.now();
      await recorder.entry(benchEntry(latenciesMs.length)).then(
        () => lag.committed(),
        () => errors++,
      );
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  const appendedMs = performance.now() - startedAt;
  if (sequencer) await lag.done();
  const integratedMs = performance.now() - startedAt;
  await subscription.unlisten();
  await sequencer?.stop();
  await recorder.close();
  return {
    append: roundOf(latenciesMs.length, appendedMs, latenciesMs, errors),
    integrated: sequencer ? roundOf(latenciesMs.length, integratedMs, lag.lagsMs, errors) : undefined,
  };
}

/** How long entries wait for the tree: every few milliseconds the count of commits is marked, and the mark's time is taken when the tree is that large. */
class LagClock {
  readonly lagsMs: number[] = [];
  readonly #marks: { size: number; at: number }[] = [];
  #committed: number;
  #reached: number;
  #onDone: (() => void) | undefined;

  constructor(start: number) {
    this.#committed = start;
    this.#reached = start;
  }

  committed(): void {
    this.#committed += 1;
    const now = performance.now();
    const last = this.#marks.at(-1);
    if (!last || now - last.at >= MARK_MS) this.#marks.push({ size: this.#committed, at: now });
  }

  reached(size: number): void {
    this.#reached = size;
    const now = performance.now();
    for (let first = this.#marks[0]; first && first.size <= size; first = this.#marks[0]) {
      this.lagsMs.push(now - first.at);
      this.#marks.shift();
    }
    if (size >= this.#committed) this.#onDone?.();
  }

  async done(): Promise<void> {
    if (this.#reached >= this.#committed) return;
    await new Promise<void>((resolve) => {
      this.#onDone = resolve;
    });
  }
}

function roundOf(count: number, tookMs: number, latenciesMs: number[], errors: number): Round {
  const sorted = [...latenciesMs].sort((a, b) => a - b);
  const quantile = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
  return { rps: Math.round((count / tookMs) * 1000), p50Ms: quantile(0.5), p99Ms: quantile(0.99), errors };
}
