import { LRUCache } from "lru-cache";
import { serviceKey } from "@/lib/core/services";

/** How a call that was let through ended: `none` says nothing about the callee, such as a caller that left. */
export type Verdict = "ok" | "failed" | "none";

/** Circuit breakers, one for each callee: a callee that fails is left alone until a single call has shown that it answers again. */
export interface Breakers {
  /** @returns 0 when a call may go, else after how many milliseconds another try is worth while */
  ask(callee: string, nowMs?: number): number;
  /** How a call that was let through ended. */
  tell(callee: string, verdict: Verdict, nowMs?: number): void;
  /** Callees that are left alone now. Changes nothing. */
  listOpen(): string[];
}

export const breakersService = serviceKey<Breakers>("breakers");

interface Breaker {
  calls: number;
  failures: number;
  /** When this count began. */
  sinceMs: number;
  /** Until when nobody is let through; 0 while closed. */
  openUntilMs: number;
  /** How often it opened in a row. */
  opened: number;
  /** Until when one call is out to try. */
  probeUntilMs: number;
}

/** Callees remembered at once; a forgotten one starts closed. */
const MAX_CALLEES = 10_000;
const WINDOW_MS = 10_000;
const MIN_CALLS = 10;
const FAILED_SHARE = 0.5;
const OPEN_MS = 250;
const MAX_OPEN_MS = 2_000;
/** A probe that is never heard of again must not keep the callee shut for ever. */
const PROBE_MS = 5_000;

/**
 * Opens after at least ten calls in ten seconds of which half failed, for a quarter of a second at first and at most two; the pauses have full jitter, so replicas do not all try at once.
 * Half of the traffic has to fail, so that one caller with poisonous requests does not shut others out while theirs are answered.
 * @param random from 0 up to 1
 */
export function createBreakers(random: () => number = Math.random): Breakers {
  const breakers = new LRUCache<string, Breaker>({ max: MAX_CALLEES });
  const open = (breaker: Breaker, nowMs: number) => {
    const longest = Math.min(MAX_OPEN_MS, OPEN_MS * 2 ** breaker.opened);
    breaker.openUntilMs = nowMs + longest * (0.5 + random() / 2);
    breaker.opened += 1;
    breaker.probeUntilMs = 0;
  };
  return {
    listOpen: () => [...breakers].filter(([, { openUntilMs }]) => openUntilMs > 0).map(([callee]) => callee),
    ask(callee, nowMs = performance.now()) {
      const breaker = breakers.get(callee);
      if (!breaker || breaker.openUntilMs === 0) return 0;
      const waitMs = Math.max(breaker.openUntilMs, breaker.probeUntilMs) - nowMs;
      if (waitMs > 0) return Math.ceil(waitMs);
      breaker.probeUntilMs = nowMs + PROBE_MS;
      return 0;
    },
    tell(callee, verdict, nowMs = performance.now()) {
      const breaker = breakers.get(callee);
      if (breaker && breaker.openUntilMs > 0) {
        // Calls that went before it opened come in late; only the probe's word counts.
        if (breaker.probeUntilMs === 0) return;
        if (verdict === "ok") breakers.delete(callee);
        else if (verdict === "failed") open(breaker, nowMs);
        else breaker.probeUntilMs = 0;
        return;
      }
      if (verdict === "none" || (!breaker && verdict === "ok")) return;
      const counted = counting(breaker, nowMs);
      if (counted !== breaker) breakers.set(callee, counted);
      counted.calls += 1;
      if (verdict === "failed") counted.failures += 1;
      if (counted.calls >= MIN_CALLS && counted.failures >= counted.calls * FAILED_SHARE)
        open(counted, nowMs);
    },
  };
}

function counting(breaker: Breaker | undefined, nowMs: number): Breaker {
  if (breaker && nowMs - breaker.sinceMs < WINDOW_MS) return breaker;
  return { calls: 0, failures: 0, sinceMs: nowMs, openUntilMs: 0, opened: 0, probeUntilMs: 0 };
}
