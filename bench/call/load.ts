import autocannon from "autocannon";
import { type Exchange, FRESH_ID } from "./exchange";

export interface LoadRequest extends Exchange {
  base: string;
  connections: number;
  seconds: number;
}

/** One round of one case. */
export interface Round {
  rps: number;
  p50Ms: number;
  p99Ms: number;
  errors: number;
}

/** Sends the request over and over, as many at a time as there are connections. Every answer that is not 2xx is an error. */
export function load(request: LoadRequest): Promise<Round> {
  // The client's own histogram holds whole milliseconds, which is too coarse for answers that take less than one.
  const latenciesMs: number[] = [];
  return new Promise((resolve, reject) => {
    const options = {
      url: request.base + request.path,
      method: "POST" as const,
      headers: request.headers,
      body: request.body,
      connections: request.connections,
      duration: request.seconds,
      idReplacement: request.body.includes(FRESH_ID),
    };
    const running = autocannon(options, (err: Error | null, result) => {
      if (err) return reject(err);
      resolve({
        rps: Math.round(result.requests.total / result.duration),
        ...percentiles(latenciesMs),
        errors: result.errors + result.timeouts + result.non2xx,
      });
    });
    running.on("response", (_client, _status, _bytes, responseTimeMs) => latenciesMs.push(responseTimeMs));
  });
}

export function percentiles(latenciesMs: readonly number[]): { p50Ms: number; p99Ms: number } {
  const sorted = Float64Array.from(latenciesMs).sort();
  const at = (share: number) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return Math.round(value * 100) / 100;
  };
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
