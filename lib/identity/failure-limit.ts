import { LRUCache } from "lru-cache";
import { MeshError } from "@/lib/core/errors";

const WINDOW_MS = 60_000;
const KEYS = 50_000;

/** Counts failures by key in this process, for a minute from the first. */
export interface FailureLimit {
  /** @throws MeshError `rate_limited` when any of the keys has used up its failures */
  assertOpen(keys: readonly LimitedKey[]): void;
  count(keys: readonly LimitedKey[]): void;
}

export interface LimitedKey {
  key: string;
  /** Failures in a minute. */
  limit: number;
}

/** What is guarded has 256 random bits or a signature; the limit keeps guessers from filling the record and the processor, it does not have to hold across replicas. */
export function createFailureLimit(): FailureLimit {
  const failures = new LRUCache<string, { count: number; endsAt: number }>({ max: KEYS, ttl: WINDOW_MS });
  return {
    assertOpen(keys) {
      for (const { key, limit } of keys) {
        const seen = failures.get(key);
        if (seen && seen.count >= limit) {
          throw new MeshError("rate_limited", "Too many failed attempts. Wait a while.", {
            retryAfterMs: Math.max(1000, seen.endsAt - performance.now()),
          });
        }
      }
    },
    count(keys) {
      for (const { key } of keys) {
        const seen = failures.get(key);
        if (seen) seen.count += 1;
        else failures.set(key, { count: 1, endsAt: performance.now() + WINDOW_MS });
      }
    },
  };
}
