import { chat } from "./chat";
import type { Lab } from "./lab";
import { pause, until } from "./wait";

/** What the callers know when they have stopped. */
export interface CallerLog {
  prefix: string;
  /** Call ids of the keys that were answered with success. */
  acked: Map<string, string>;
  /** When each was answered, on the monotonic clock. */
  ackedAtMs: number[];
  /** Keys whose callers were told that nobody knows. */
  unknown: Set<string>;
  /** Keys that were answered with a failure of the callee. */
  failed: Map<string, string>;
  /** Tries by code; `none` where there was no answer at all. */
  refusals: Map<string, number>;
  /** Keys that never got an answer. */
  unanswered: string[];
}

export interface Callers {
  readonly log: CallerLog;
  /** Waits until so many calls more were answered with success: a fault in no traffic shows nothing. */
  flow(atLeast: number): Promise<void>;
  /** Lets each caller finish its key. */
  stop(): Promise<CallerLog>;
}

export interface CallerOptions {
  count: number;
  prefix: string;
  /** Where each try goes; to the lab's gateway otherwise. */
  url?: () => string;
  /** How long a caller waits between two keys, in milliseconds. */
  restMs?: () => number;
  model?: string;
  headers?: () => Record<string, string>;
  /** Text that goes along in a second message. */
  filler?: () => string;
}

/** Codes after which a caller may send the same key again. */
const AGAIN = new Set([
  "unavailable",
  "record_unavailable",
  "call_in_progress",
  "rate_limited",
  "invalid_token",
]);
const MAX_TRIES = 1200;

/** Callers that send one key after another, each again and again until there is an answer. */
export function startCallers(lab: Lab, options: CallerOptions): Callers {
  const log = emptyLog(options.prefix);
  let running = true;
  const caller = async (id: number) => {
    for (let nth = 0; running; nth++) {
      await untilAnswered(lab, options, `${options.prefix}-${id}-${nth}`, log);
      await pause(options.restMs?.() ?? 0);
    }
  };
  const all = Promise.all(Array.from({ length: options.count }, (_, id) => caller(id)));
  return {
    log,
    async flow(atLeast) {
      const from = log.acked.size;
      await until("calls are answered", () => log.acked.size >= from + atLeast);
    },
    async stop() {
      running = false;
      await all;
      return log;
    },
  };
}

/** The log of callers that have seen nothing yet. */
export function emptyLog(prefix: string): CallerLog {
  return {
    prefix,
    acked: new Map(),
    ackedAtMs: [],
    unknown: new Set(),
    failed: new Map(),
    refusals: new Map(),
    unanswered: [],
  };
}

async function untilAnswered(lab: Lab, options: CallerOptions, key: string, log: CallerLog): Promise<void> {
  // A repetition of a key has to be the same request.
  const filler = options.filler?.();
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const seen = await tryOnce(lab, options, key, filler);
    if (seen?.status === 200) {
      log.acked.set(key, seen.callId);
      log.ackedAtMs.push(performance.now());
      return;
    }
    const code = seen?.code ?? "none";
    log.refusals.set(code, (log.refusals.get(code) ?? 0) + 1);
    if (code === "outcome_unknown") return void log.unknown.add(key);
    if (seen && !AGAIN.has(code)) return void log.failed.set(key, code);
    await pause(20 + Math.random() * 60);
  }
  log.unanswered.push(key);
}

async function tryOnce(lab: Lab, options: CallerOptions, key: string, filler: string | undefined) {
  try {
    const badge = await lab.badge();
    return await chat({
      url: options.url?.() ?? lab.gateway.url,
      badge,
      key,
      ...(options.model ? { model: options.model } : {}),
      ...(options.headers ? { headers: options.headers() } : {}),
      ...(filler === undefined ? {} : { filler }),
    });
  } catch (err) {
    // A wrong answer is a finding, no answer is part of the fault.
    if (err instanceof Error && err.message.startsWith("the answer to")) throw err;
    return undefined;
  }
}
