import postgres, { type Sql } from "postgres";
import { deleteCrowdedCheckpoints } from "@/db/queries/audit-checkpoints";
import { takeSequencerLock } from "@/db/queries/audit-tree";
import { log } from "@/lib/core/log";
import { serviceKey } from "@/lib/core/services";
import { integrateBatch } from "./integrate-batch";
import { type GrowingTree, loadTree } from "./load-tree";

import type { CheckpointSigner } from "./notes/keys";
import { Pause } from "./pause";

/** Takes committed entries into the Merkle tree. Every replica runs one; the one that has the lock works. */
export interface Sequencer {
  /** Says that entries were committed in this process, so that they need not wait for the next look. */
  wake(): void;
  /** `treeSize` is what this process knows, 0 while another one leads. */
  status(): { leading: boolean; treeSize: number; lastError: string | undefined };
  /** Ends after the batch that is being written. */
  stop(): Promise<void>;
}

export const sequencerService = serviceKey<Sequencer>("sequencer");

export interface SequencerOptions {
  /** A session-level lock needs a session of its own: a direct connection, or a pooler in session mode. */
  databaseUrl: string;
  /** Asked for each checkpoint, so that a rotated key is taken up. */
  signer: () => CheckpointSigner;
  /** How often to look for entries that other processes wrote, in milliseconds. */
  pollMs?: number;
  /** Least time between two batches, in milliseconds: under load fewer, larger batches cost the calls less. */
  gapMs?: number;
  /** How often to try to take over from a dead leader, and to try again after a failure, in milliseconds. */
  electionMs?: number;
  /** How many entries a batch holds at most. */
  batchSize?: number;
  /** Gets each new checkpoint after its commit: the place to publish it out of this database's reach. */
  witness?: (note: string) => void;
}

const CONNECT_TIMEOUT_S = 5;
const STATEMENT_TIMEOUT_MS = 15_000;
const TIDY_MS = 60_000;

/** Starts the sequencer of this process. Never rejects: failures are logged and tried again. */
export function startSequencer(options: SequencerOptions): Sequencer {
  return new LockedSequencer(options);
}

class LockedSequencer implements Sequencer {
  readonly #options: Required<Omit<SequencerOptions, "witness">> & Pick<SequencerOptions, "witness">;
  readonly #sql: Sql;
  readonly #pause = new Pause();
  readonly #running: Promise<void>;
  #tree: GrowingTree | undefined;
  #lastError: string | undefined;
  #stopped = false;
  #tidiedAt = performance.now();
  #tidiedSize = 0;

  constructor(options: SequencerOptions) {
    this.#options = { pollMs: 100, gapMs: 200, electionMs: 1000, batchSize: 4096, ...options };
    this.#sql = postgres(options.databaseUrl, {
      max: 1,
      connect_timeout: CONNECT_TIMEOUT_S,
      // The lock lives as long as the connection, so the driver must not renew it.
      max_lifetime: null,
      onnotice: () => {},
      onclose: () => {
        this.#tree = undefined;
      },
      connection: {
        application_name: "signalbox-sequencer",
        statement_timeout: STATEMENT_TIMEOUT_MS,
        timezone: "UTC",
      },
    });
    this.#running = this.#run();
  }

  wake(): void {
    this.#pause.wake();
  }

  status(): { leading: boolean; treeSize: number; lastError: string | undefined } {
    const tree = this.#tree;
    return { leading: tree !== undefined, treeSize: tree?.frontier.size ?? 0, lastError: this.#lastError };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#pause.wake();
    await this.#running;
    await this.#sql.end({ timeout: 5 });
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const [minMs, maxMs] = await this.#step();
      if (!this.#stopped) await this.#pause.wait(minMs, maxMs);
    }
  }

  /** One look at the entries. Returns how long to wait at least and at most. */
  async #step(): Promise<[number, number]> {
    const { batchSize, electionMs, gapMs, pollMs, signer, witness } = this.#options;
    try {
      const tree = this.#tree ?? (await this.#lead());
      if (!tree) return [electionMs, electionMs];
      const { count, note } = await integrateBatch(this.#sql, tree, signer(), batchSize);
      this.#lastError = undefined;
      if (note) witness?.(note);
      await this.#tidy();
      if (count === batchSize) return [0, 0];
      return count > 0 ? [gapMs, gapMs] : [0, pollMs];
    } catch (err) {
      // What was appended in memory may not have been committed: the tree is read again.
      this.#tree = undefined;
      this.#lastError = err instanceof Error ? err.message : String(err);
      if (!this.#stopped) log.warn({ err }, "the audit log could not take in entries; trying again");
      return [electionMs, electionMs];
    }
  }

  async #lead(): Promise<GrowingTree | undefined> {
    if (!(await takeSequencerLock(this.#sql))) return undefined;
    this.#tree = await loadTree(this.#sql);
    log.debug({ treeSize: this.#tree.frontier.size }, "this process writes the audit tree");
    return this.#tree;
  }

  async #tidy(): Promise<void> {
    if (performance.now() - this.#tidiedAt < TIDY_MS) return;
    this.#tidiedAt = performance.now();
    this.#tidiedSize = await deleteCrowdedCheckpoints(this.#sql, { above: this.#tidiedSize });
  }
}
