import { getHeapStatistics } from "node:v8";

/** Work that is under way comes before new work, and new work before what can wait. */
export type Urgency = "nested" | "normal" | "background";

/** Turns calls away while the process has more of them than it can carry, so that those it takes are carried in time. */
export interface Shedder {
  /** Whether a call that comes now is taken. */
  admits(urgency: Urgency): boolean;
  /** How long a call waited for its record, in milliseconds. */
  observe(waitMs: number): void;
  /** One look at the load; for the timer and for tests. */
  look(load: Load): void;
  close(): void;
}

/** What is looked at. */
export interface Load {
  /** By how much the timer came late: the least delay of the event loop since the last look. */
  lagMs: number;
  /** Share of the heap's limit in use, from 0 to 1. */
  heap: number;
}

export interface ShedderOptions {
  /** From 0 up to 1. */
  random?: () => number;
  /** Without it nothing is looked at unless told. */
  timer?: boolean;
}

const SAMPLE_MS = 20;
const LOOK_MS = 400;
/** A process that is this late with everything, all the time, has a queue that does not empty. */
const LAG_MS = 150;
const RECORD_WAIT_MS = 250;
/** So many looks in a row must find it late: a stall that passes (a busy neighbour, a large garbage collection) leaves no queue behind. */
const LOOKS = 3;
/** How fast the share that is turned away grows and shrinks, in each look; it grows faster the longer the queue is, up to four times. */
const GROW = 0.15;
const MOST_LATE = 4;
const SHRINK = 0.08;
/** Even the last of normal work is let through now and then, to see whether the load is gone. */
const MOST = 0.95;
/** New work is turned away from here on, all work from the second on: what is taken needs memory to end. */
const HEAP_NEW = 0.92;
const HEAP_ALL = 0.95;

/**
 * Looks every 400 ms at the delay that nobody escapes (the least of the loop's and of the records' since the last look: a short burst does not count, a standing queue does) and turns away a growing share of the
 * calls while it stays too long. Background work goes first, work that belongs to a running task last.
 */
export function createShedder(options: ShedderOptions = {}): Shedder {
  const random = options.random ?? Math.random;
  let share = 0;
  let heap = 0;
  let leastWaitMs = Number.POSITIVE_INFINITY;
  let lateLooks = 0;
  const look = (load: Load) => {
    const waitMs = Number.isFinite(leastWaitMs) ? leastWaitMs : 0;
    leastWaitMs = Number.POSITIVE_INFINITY;
    heap = load.heap;
    const late = Math.max(load.lagMs / LAG_MS, waitMs / RECORD_WAIT_MS);
    lateLooks = late > 1 ? lateLooks + 1 : 0;
    if (lateLooks >= LOOKS) share = Math.min(MOST, share + GROW * Math.min(MOST_LATE, late));
    else if (late <= 1) share = Math.max(0, share - SHRINK);
  };
  const timer = options.timer ? watchLoop(look) : undefined;
  return {
    admits(urgency) {
      if (heap >= HEAP_ALL) return false;
      if (urgency === "nested") return true;
      if (heap >= HEAP_NEW) return false;
      if (share === 0) return true;
      return random() >= (urgency === "background" ? Math.min(1, share * 3) : share);
    },
    observe(waitMs) {
      if (waitMs < leastWaitMs) leastWaitMs = waitMs;
    },
    look,
    close: () => clearInterval(timer),
  };
}

function watchLoop(look: (load: Load) => void): NodeJS.Timeout {
  let lastAt = performance.now();
  let lookedAt = lastAt;
  let leastLagMs = Number.POSITIVE_INFINITY;
  const timer = setInterval(() => {
    const now = performance.now();
    leastLagMs = Math.min(leastLagMs, now - lastAt - SAMPLE_MS);
    lastAt = now;
    if (now - lookedAt < LOOK_MS) return;
    lookedAt = now;
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    look({ lagMs: leastLagMs, heap: used / limit });
    leastLagMs = Number.POSITIVE_INFINITY;
  }, SAMPLE_MS);
  timer.unref();
  return timer;
}
