import type { Database } from "@/db/client";
import { log } from "@/lib/core/log";
import { rollUpCosts } from "@/lib/cost/roll-up-costs";
import { rollUpCalls } from "@/lib/records/roll-up-calls";

const EVERY_MS = 60_000;
/** At most this many steps in one go, so that catching up leaves room for others. */
const MOST_AT_ONCE = 50;

/** Every minute: counts calls that can change no more, and adds up what they cost. @returns how to end it */
export function keepRollups({ db }: Database): () => Promise<void> {
  let running: Promise<void> | undefined;
  let stopped = false;
  const work = async () => {
    for (let nth = 0; nth < MOST_AT_ONCE && !stopped; nth++) if (!(await rollUpCosts(db))) break;
    for (let nth = 0; nth < MOST_AT_ONCE && !stopped; nth++) if (!(await rollUpCalls(db))) break;
  };
  const timer = setInterval(() => {
    running ??= work()
      .catch((err: unknown) => log.warn({ err }, "calls could not be counted"))
      .finally(() => {
        running = undefined;
      });
  }, EVERY_MS);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}
