import type { Database } from "@/db/client";
import { tellShares } from "@/lib/budgets/tell-shares";
import { log } from "@/lib/core/log";
import type { Registry } from "@/lib/registry/asset";

const EVERY_MS = 2000;
/** What was told long ago is in the store. */
const MOST_TOLD = 100_000;

/** Every two seconds: tells of shares of budgets that were reached. @returns how to end it */
export function keepBudgets({ db }: Database, registry: Registry): () => Promise<void> {
  let running: Promise<void> | undefined;
  const told = new Set<string>();
  const work = async () => {
    if (told.size > MOST_TOLD) told.clear();
    await tellShares(db, registry.current(), told);
  };
  const timer = setInterval(() => {
    running ??= work()
      .catch((err: unknown) => log.warn({ err }, "shares of budgets could not be told"))
      .finally(() => {
        running = undefined;
      });
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
