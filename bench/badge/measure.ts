import type { Round } from "../call/load";

/** Runs a piece of work over and over, one at a time. */
export async function measureWork(work: () => unknown, seconds: number): Promise<Round> {
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let now = startedAt;
  while (now < endsAt) {
    const result = work();
    if (result instanceof Promise) await result;
    const after = performance.now();
    latenciesMs.push(after - now);
    now = after;
  }
  return roundOf(latenciesMs, now - startedAt, 0);
}

/** The same for requests to a server, so many at a time. */
export async function measureRequests(
  send: () => Promise<Response>,
  seconds: number,
  connections: number,
): Promise<Round> {
  const latenciesMs: number[] = [];
  let errors = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  const worker = async () => {
    while (performance.now() < endsAt) {
      const sentAt = performance.now();
      const response = await send();
      await response.arrayBuffer();
      if (!response.ok) errors++;
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return roundOf(latenciesMs, performance.now() - startedAt, errors);
}

function roundOf(latenciesMs: number[], tookMs: number, errors: number): Round {
  latenciesMs.sort((a, b) => a - b);
  return {
    rps: Math.round((latenciesMs.length / tookMs) * 1000),
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    errors,
  };
}

function quantile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return Math.round(value * 10_000) / 10_000;
}
