import type { Database, Db } from "@/db/client";
import { insertPolicyReplay, touchPolicyReplays, updatePolicyReplay } from "@/db/queries/policy-replays";
import { countRecordedDecisions } from "@/db/queries/recorded-decisions";
import { MeshError, toMeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { serviceKey } from "@/lib/core/services";
import type { Registry } from "@/lib/registry/asset";
import { rangeOf } from "./range-of";
import { type ReplayQuestion, replayDecisions } from "./replay-decisions";

/** Replays share the process with calls; more than this at once wait for each other. */
const AT_ONCE = 2;
const MOST_WAITING = 20;
/** How often the process says that it still works on its replays, and that those that wait still will be. */
const BEAT_MS = 20_000;

/** Runs replays in the background of this process. Their state is in the store, so any process can tell how far one is and end it. */
export interface ReplayRunner {
  /** @returns its id. @throws MeshError `unavailable` when too many wait already */
  start(question: ReplayQuestion, startedBy: string): Promise<string>;
  /** The same for another kind of replay. */
  run(job: ReplayJob): Promise<string>;
  /** Ends all of them. */
  close(): Promise<void>;
}

/** A replay of whatever kind. */
export interface ReplayJob {
  startedBy: string;
  /** What would change, and what is replayed: kept so that whoever opens the replay sees both. */
  draft: unknown;
  asked: unknown;
  /** How many there are to look at. */
  count(): Promise<number>;
  /**
   * Does it.
   * @param onBatch to be told how many have been looked at and what was found; answers whether to go on
   * @returns what was found, or undefined when it was told to stop
   */
  work(onBatch: (looked: number, progress: unknown) => Promise<boolean>): Promise<unknown>;
}

export const replayRunnerService = serviceKey<ReplayRunner>("replay-runner");

export function createReplayRunner(
  database: Database,
  registry: Registry,
  { beatMs = BEAT_MS } = {},
): ReplayRunner {
  const { db } = database;
  const waiting: { id: string; launch: () => void }[] = [];
  const open = new Set<string>();
  const running = new Set<Promise<void>>();
  let closed = false;
  const launch = (id: string, job: ReplayJob) => {
    const work = runJob(db, id, job, () => closed).finally(() => {
      running.delete(work);
      open.delete(id);
      if (!closed) waiting.shift()?.launch();
    });
    running.add(work);
  };
  const run = async (job: ReplayJob) => {
    if (waiting.length >= MOST_WAITING) {
      throw new MeshError("unavailable", "Too many replays are waiting; try again when some have ended.", {
        retryAfterMs: 10_000,
      });
    }
    const id = newId();
    const { startedBy, draft, asked } = job;
    await insertPolicyReplay(db, { id, startedBy, draft, asked });
    open.add(id);
    if (running.size < AT_ONCE) launch(id, job);
    else waiting.push({ id, launch: () => launch(id, job) });
    return id;
  };
  const heart = setInterval(() => {
    if (open.size === 0) return;
    touchPolicyReplays(db, { ids: [...open] }).catch((err: unknown) =>
      log.warn({ err }, "replays could not be kept alive"),
    );
  }, beatMs).unref();
  return {
    run,
    start(question, startedBy) {
      const { draft, ...asked } = question;
      return run({
        startedBy,
        draft,
        asked,
        count: () => countRecordedDecisions(db, { ...rangeOf(question), limit: question.limit }),
        work: (onBatch) =>
          replayDecisions(db, registry.current(), question, (looked, tally) =>
            onBatch(looked, tally.progress()),
          ),
      });
    },
    async close() {
      closed = true;
      clearInterval(heart);
      const left = waiting
        .splice(0)
        .map(({ id }) => giveUp(db, id, "The process in which it waited has ended. Start it again."));
      await Promise.all([...running, ...left]);
    },
  };
}

/** Never rejects: what goes wrong stands in the replay itself. */
async function runJob(db: Db, id: string, job: ReplayJob, isClosed: () => boolean): Promise<void> {
  try {
    if (!(await updatePolicyReplay(db, { id, status: "running" }))) return;
    if (!(await updatePolicyReplay(db, { id, total: await job.count() }))) return;
    const result = await job.work(async (looked, progress) => {
      if (isClosed()) return false;
      return updatePolicyReplay(db, { id, looked, result: progress });
    });
    if (result) await updatePolicyReplay(db, { id, status: "done", result });
    else await updatePolicyReplay(db, { id, status: "cancelled" });
  } catch (thrown) {
    const err = toMeshError(thrown);
    if (err.code === "internal") log.error({ err, replay: id }, "a replay failed");
    await giveUp(db, id, err.message);
  }
}

async function giveUp(db: Db, id: string, error: string): Promise<void> {
  await updatePolicyReplay(db, { id, status: "failed", error }).catch((err: unknown) =>
    log.warn({ err, replay: id }, "the end of a replay could not be written"),
  );
}
