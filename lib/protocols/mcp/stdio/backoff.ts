const FIRST_MS = 200;
const LONGEST_MS = 30_000;
/** A process that lived this long was started well. */
const STEADY_MS = 60_000;

/** How long to wait before a process that keeps ending is started again: twice as long each time, at most half a minute. */
export class Backoff {
  #failures = 0;
  #startedAtMs = 0;
  #endedAtMs = 0;

  started(nowMs = Date.now()): void {
    this.#startedAtMs = nowMs;
  }

  ended(nowMs = Date.now()): void {
    this.#failures = nowMs - this.#startedAtMs > STEADY_MS ? 1 : this.#failures + 1;
    this.#endedAtMs = nowMs;
  }

  /** Milliseconds until the next start. */
  waitMs(nowMs = Date.now()): number {
    if (this.#failures === 0) return 0;
    const pauseMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (this.#failures - 1));
    return Math.max(0, this.#endedAtMs + pauseMs - nowMs);
  }
}
