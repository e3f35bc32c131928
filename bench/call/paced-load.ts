import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { type Exchange, FRESH_ID } from "./exchange";
import { percentiles, type Round } from "./load";

export interface PacedRequest extends Exchange {
  base: string;
  connections: number;
  seconds: number;
  /** Requests a second. */
  rate: number;
}

/** The client's own code is compiled and its connections are opened in this time, in seconds; not counted. */
const WARM_UP_S = 1;

/**
 * Sends requests at even distances whether or not earlier ones are answered (open loop). Each latency counts from the moment at which its request was due, so a stall is paid by everything that it delays.
 */
export async function pacedLoad(request: PacedRequest): Promise<Round> {
  const pool = new Pool(request.base, { connections: request.connections });
  const latenciesMs: number[] = [];
  let errors = 0;
  const send = async (n: number, dueMs: number) => {
    const body = request.body.replace(FRESH_ID, `paced-${process.pid}-${String(n).padStart(8, "0")}`);
    try {
      const answer = await pool.request({
        method: "POST",
        path: request.path,
        headers: request.headers,
        body,
      });
      await answer.body.dump();
      if (answer.statusCode >= 300) errors++;
    } catch {
      errors++;
    }
    if (n >= request.rate * WARM_UP_S) latenciesMs.push(performance.now() - dueMs);
  };
  const startMs = performance.now();
  const total = request.rate * (WARM_UP_S + request.seconds);
  const running: Promise<void>[] = [];
  for (let n = 0; n < total; n++) {
    const dueMs = startMs + (n * 1000) / request.rate;
    const early = dueMs - performance.now();
    if (early > 0) await pause(early);
    running.push(send(n, dueMs));
  }
  await Promise.all(running);
  const elapsedS = (performance.now() - startMs) / 1000;
  await pool.close();
  return { rps: Math.round(total / elapsedS), ...percentiles(latenciesMs), errors };
}
