import { LRUCache } from "lru-cache";

/** Token buckets by caller. */
export interface Limiter {
  /** Takes one token. @returns 0 when there was one, else how many milliseconds until the next */
  take(key: string, nowMs?: number): number;
  /** How many replicas share the limit; each gives out its part. */
  setReplicas(count: number): void;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Callers remembered at once; a forgotten one starts with a full bucket. */
const MAX_KEYS = 100_000;

/**
 * Limits each key to `ratePerSecond` over all replicas, with bursts of one second's worth. The replicas divide the rate evenly, so no call waits for shared state; a caller whose calls all
 * reach one replica of N gets a N-th.
 */
export function createLimiter(ratePerSecond: number): Limiter {
  const buckets = new LRUCache<string, Bucket>({ max: MAX_KEYS });
  let rate = ratePerSecond;
  return {
    take(key, nowMs = Date.now()) {
      const burst = Math.max(1, rate);
      const bucket = buckets.get(key) ?? { tokens: burst, atMs: nowMs };
      const elapsedMs = Math.max(0, nowMs - bucket.atMs);
      bucket.tokens = Math.min(burst, bucket.tokens + (elapsedMs * rate) / 1000);
      bucket.atMs = nowMs;
      buckets.set(key, bucket);
      if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * 1000) / rate);
      bucket.tokens -= 1;
      return 0;
    },
    setReplicas(count) {
      rate = ratePerSecond / Math.max(1, count);
    },
  };
}
