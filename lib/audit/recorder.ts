import postgres, { type Sql } from "postgres";
import { MeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { serviceKey } from "@/lib/core/services";
import { type AuditEntryInput, buildEntry } from "./audit-entry";
import { type Batch, emptyBatch, type FullMeter, type LeftOut, writeBatch } from "./write-batch";

/** Puts things on record in groups: everything that arrives during a commit goes into the next one. */
export interface Recorder {
  /**
   * Resolves when everything given is committed; calls, payloads, entries together or not at all.
   * @returns why the call in it was left out, if it was: its idempotency key or its use of a grant was taken already, or a budget or a limit had too little left
   * @throws MeshError `record_unavailable` when it could not be committed
   */
  write(rows: Partial<Batch>): Promise<Written>;
  /** One entry that belongs to no call. */
  entry(input: AuditEntryInput): Promise<void>;
  /** Like `write`, but keeps trying while the database is away: for outcomes of calls that have already had their effect. Never rejects. */
  writeEventually(rows: Partial<Batch>): void;
  /** Called after each commit that held entries. */
  onCommit(listener: () => void): void;
  /** Writes what is queued, then closes the connection. */
  close(): Promise<void>;
}

export interface Written {
  leftOut: LeftOut["why"] | undefined;
  /** What had too little left, of a call that is left out as `used_up`. */
  meter?: FullMeter | undefined;
}

export const recorderService = serviceKey<Recorder>("recorder");

interface Job {
  rows: Partial<Batch>;
  resolve: (result: Written) => void;
  reject: (err: unknown) => void;
}

const MAX_BATCH = 256;
/** Beyond this many waiting, the database is slower than the traffic: refuse new calls instead of piling them up. */
const MAX_WAITING = 4096;
const STATEMENT_TIMEOUT_MS = 5000;
const RETRY_MS = 500;
const DEADLOCK = "40P01";
const MAX_EVENTUAL = 50_000;

/** Opens the recorder on a connection of its own. */
export function createRecorder(url: string): Recorder {
  return new GroupCommitRecorder(url);
}

class GroupCommitRecorder implements Recorder {
  readonly #sql: Sql;
  #waiting: Job[] = [];
  #eventual: Partial<Batch>[] = [];
  #retryTimer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;
  readonly #listeners: (() => void)[] = [];

  constructor(url: string) {
    this.#sql = postgres(url, {
      max: 1,
      connect_timeout: 2,
      onnotice: () => {},
      // Planning this statement for each batch costs as much as a third of running it, and look-ups by id must stay look-ups whatever the planner believes about the tables.
      connection: {
        application_name: "signalbox-recorder",
        statement_timeout: STATEMENT_TIMEOUT_MS,
        timezone: "UTC",
        plan_cache_mode: "force_generic_plan",
        enable_hashjoin: "off",
        enable_mergejoin: "off",
        enable_seqscan: "off",
      } as Record<string, string | number>,
    });
  }

  write(rows: Partial<Batch>): Promise<Written> {
    if (this.#waiting.length >= MAX_WAITING) {
      return Promise.reject(unavailable(undefined, "the record falls behind"));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ rows, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  async entry(input: AuditEntryInput): Promise<void> {
    await this.write({ entries: [buildEntry(input)] });
  }

  writeEventually(rows: Partial<Batch>): void {
    this.write(rows).catch((err: unknown) => {
      // A row that the database refuses now is refused for ever; one that is there already was committed before its connection broke.
      if (this.#eventual.length >= MAX_EVENTUAL || isDataError((err as Error).cause)) {
        log.error({ err }, "an outcome could not be recorded");
        return;
      }
      this.#eventual.push(rows);
      this.#retryTimer ??= setTimeout(() => this.#retry(), RETRY_MS);
    });
  }

  onCommit(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async close(): Promise<void> {
    clearTimeout(this.#retryTimer);
    await this.#flushing;
    for (const rows of this.#eventual.splice(0)) {
      await this.write(rows).catch((err: unknown) => log.error({ err }, "an outcome could not be recorded"));
    }
    await this.#sql.end({ timeout: 5 });
  }

  #retry(): void {
    this.#retryTimer = undefined;
    for (const rows of this.#eventual.splice(0)) this.writeEventually(rows);
  }

  async #flush(): Promise<void> {
    // One turn of the loop lets all requests that are already here join the first batch.
    await new Promise((done) => setImmediate(done));
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting.splice(0, MAX_BATCH);
      await this.#commit(jobs);
    }
    this.#flushing = undefined;
  }

  async #commit(jobs: Job[]): Promise<void> {
    const batch = merge(jobs);
    try {
      const leftOut = new Map((await this.#write(batch)).map((one) => [one.id, one]));
      for (const { rows, resolve } of jobs) {
        const call = rows.keys?.[0] ?? rows.uses?.[0] ?? rows.claims?.[0];
        const left = call && leftOut.get(call.call_id);
        resolve({ leftOut: left?.why, meter: left?.meter ?? undefined });
      }
      if (batch.entries.length > 0) for (const listener of this.#listeners) listener();
    } catch (err) {
      await this.#onFailure(jobs, err);
    }
  }

  /** Two processes that wait for each other's rows: the database ends one of them, which then has only to try again. */
  async #write(batch: Batch): Promise<LeftOut[]> {
    try {
      return await writeBatch(this.#sql, batch);
    } catch (err) {
      if ((err as { code?: unknown }).code !== DEADLOCK) throw err;
      return writeBatch(this.#sql, batch);
    }
  }

  /** A row that the database refuses must not take its neighbours with it; a database that is away fails them all at once. */
  async #onFailure(jobs: Job[], err: unknown): Promise<void> {
    if (jobs.length === 1 || !isDataError(err)) {
      log.error({ err }, "the record could not be written");
      for (const job of jobs) job.reject(unavailable(err, "the record could not be written"));
      return;
    }
    for (const job of jobs) await this.#commit([job]);
  }
}

function merge(jobs: Job[]): Batch {
  const batch = emptyBatch();
  for (const { rows } of jobs) {
    if (rows.calls) batch.calls.push(...rows.calls);
    if (rows.keys) batch.keys.push(...rows.keys);
    if (rows.outcomes) batch.outcomes.push(...rows.outcomes);
    if (rows.payloads) batch.payloads.push(...rows.payloads);
    if (rows.entries) batch.entries.push(...rows.entries);
    if (rows.ledger) batch.ledger.push(...rows.ledger);
    if (rows.unpriced) batch.unpriced.push(...rows.unpriced);
    if (rows.labels) batch.labels.push(...rows.labels);
    if (rows.releases) batch.releases.push(...rows.releases);
    if (rows.uses) batch.uses.push(...rows.uses);
    if (rows.claims) batch.claims.push(...rows.claims);
    if (rows.settlements) batch.settlements.push(...rows.settlements);
  }
  return batch;
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity violation) are about a row; everything else is about the server. */
function isDataError(err: unknown): boolean {
  return /^2[23]/.test(String((err as { code?: unknown } | undefined)?.code ?? ""));
}

function unavailable(cause: unknown, detail: string): MeshError {
  return new MeshError("record_unavailable", "The call cannot be put on record, so it is not made.", {
    cause,
    detail,
    retryAfterMs: 1000,
  });
}
