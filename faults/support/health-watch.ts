import { pause } from "./wait";

/** Asks a gateway again and again whether it lives. */
export interface HealthWatch {
  /** How long each answer took, in milliseconds. */
  readonly tookMs: readonly number[];
  /** Answers that were no answer. */
  readonly failed: number;
  stop(): Promise<void>;
}

const EVERY_MS = 25;

export function watchHealth(url: string): HealthWatch {
  const tookMs: number[] = [];
  let failed = 0;
  let running = true;
  const watching = (async () => {
    while (running) {
      const askedAt = performance.now();
      const answered = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5000) }).then(
        (response) => response.text().then(() => response.ok),
        () => false,
      );
      if (answered) tookMs.push(performance.now() - askedAt);
      else failed += 1;
      await pause(EVERY_MS);
    }
  })();
  return {
    tookMs,
    get failed() {
      return failed;
    },
    async stop() {
      running = false;
      await watching;
    },
  };
}
