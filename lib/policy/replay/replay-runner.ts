import type { Database } from "@/db/client";
import { insertPolicyReplay, updatePolicyReplay } from "@/db/queries/policy-replays";
import { countRecordedDecisions } from "@/db/queries/recorded-decisions";
import { MeshError, toMeshError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { serviceKey } from "@/lib/core/services";
import type { Registry } from "@/lib/registry/asset";
import { type ReplayQuestion, rangeOf, replayDecisions } from "./replay-decisions";

/** Replays share the process with calls; more than this at once wait for each other. */
const AT_ONCE = 2;
const MOST_WAITING = 20;

/** Runs replays in the background of this process. Their state is in the store, so any process can tell how far one is and end it. */
export interface ReplayRunner {
  /** @returns its id. @throws MeshError `unavailable` when too many wait already */
  start(question: ReplayQuestion, startedBy: string): Promise<string>;
  /** Ends all of them. */
  close(): Promise<void>;
}

export const replayRunnerService = serviceKey<ReplayRunner>("replay-runner");

export function createReplayRunner(database: Database, registry: Registry): ReplayRunner {
  const waiting: (() => void)[] = [];
  const running = new Set<Promise<void>>();
  let closed = false;
  const launch = (id: string, question: ReplayQuestion) => {
    const work = run({ database, registry, id, question, isClosed: () => closed }).finally(() => {
      running.delete(work);
      if (!closed) waiting.shift()?.();
    });
    running.add(work);
  };
  return {
    async start(question, startedBy) {
      if (waiting.length >= MOST_WAITING) {
        throw new MeshError("unavailable", "Too many replays are waiting; try again when some have ended.", {
          retryAfterMs: 10_000,
        });
      }
      const id = newId();
      const { draft, ...asked } = question;
      await insertPolicyReplay(database.db, { id, startedBy, draft, asked });
      if (running.size < AT_ONCE) launch(id, question);
      else waiting.push(() => launch(id, question));
      return id;
    },
    async close() {
      closed = true;
      waiting.length = 0;
      await Promise.all(running);
    },
  };
}

interface Work {
  database: Database;
  registry: Registry;
  id: string;
  question: ReplayQuestion;
  isClosed: () => boolean;
}

/** Never rejects: what goes wrong stands in the replay itself. */
async function run({ database: { db }, registry, id, question, isClosed }: Work): Promise<void> {
  try {
    const total = await countRecordedDecisions(db, { ...rangeOf(question), limit: question.limit });
    if (!(await updatePolicyReplay(db, { id, total }))) return;
    const result = await replayDecisions(db, registry.current(), question, async (looked, tally) => {
      if (isClosed()) return false;
      return updatePolicyReplay(db, { id, looked, result: tally.progress() });
    });
    if (result) await updatePolicyReplay(db, { id, status: "done", result });
    else await updatePolicyReplay(db, { id, status: "cancelled" });
  } catch (thrown) {
    const err = toMeshError(thrown);
    if (err.code === "internal") log.error({ err, replay: id }, "a replay failed");
    await updatePolicyReplay(db, { id, status: "failed", error: err.message }).catch((cause: unknown) =>
      log.warn({ err: cause, replay: id }, "the end of a replay could not be written"),
    );
  }
}
