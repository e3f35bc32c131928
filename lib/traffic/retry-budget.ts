import { LRUCache } from "lru-cache";

/** How many tries beyond the first the mesh may make: a tenth of the requests to an origin, so that retries never become the load that keeps it down. */
export interface RetryBudget {
  /** Notes a first try. */
  deposit(origin: string): void;
  /** Takes one retry out. @returns false when there is none left */
  withdraw(origin: string): boolean;
}

const SHARE = 0.1;
/** Retries that may be saved up. */
const MOST = 10;
const MAX_ORIGINS = 10_000;

export function createRetryBudget(): RetryBudget {
  const saved = new LRUCache<string, number>({ max: MAX_ORIGINS });
  return {
    deposit(origin) {
      saved.set(origin, Math.min(MOST, (saved.get(origin) ?? 1) + SHARE));
    },
    withdraw(origin) {
      const left = saved.get(origin) ?? 0;
      if (left < 1) return false;
      saved.set(origin, left - 1);
      return true;
    },
  };
}
