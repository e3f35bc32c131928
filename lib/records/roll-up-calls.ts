import type { Db } from "@/db/client";
import * as queries from "@/db/queries/call-rollups";
import { findInstallationFact, upsertInstallationFact } from "@/db/queries/installation";
import { idFloor, idTimeMs } from "@/lib/core/ids";
import { LONG_SPAN_MS, SPAN_MS } from "./rolled-parts";

const FACT = "calls_rolled_until";
/** A call is written down moments after its id was made, and its outcome moments after it ended. */
const MARGIN_MS = 2 * 60_000;
/** A stream that stays open for longer does not hold the counting up: it is counted as running. */
const LONGEST_MS = 6 * LONG_SPAN_MS;

/** Until when calls have been counted, in milliseconds since the epoch; 0 for never. */
export async function rolledUntilMs(db: Db): Promise<number> {
  return Number((await findInstallationFact(db, { name: FACT })) ?? 0);
}

/**
 * Counts the calls of the next span of time that can change no more, at most an hour of it. Safe to call on every replica at once.
 * @returns whether there may be more to count
 */
export async function rollUpCalls(db: Db, nowMs: number = Date.now()): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (!(await queries.lockRollups(tx))) return false;
    const fromMs = (await rolledUntilMs(tx)) || (await firstSpanMs(tx, nowMs));
    const settled = await settledUntilMs(tx, nowMs);
    const toMs = Math.min(hourAfter(fromMs), Math.floor(settled / SPAN_MS) * SPAN_MS);
    if (toMs <= fromMs) return false;
    await queries.insertShortRollups(tx, {
      floor: idFloor(fromMs),
      ceiling: idFloor(toMs),
      from: new Date(fromMs),
      lastSpan: new Date(toMs - SPAN_MS),
    });
    if (toMs % LONG_SPAN_MS === 0) {
      await queries.insertLongRollups(tx, { from: new Date(toMs - LONG_SPAN_MS), to: new Date(toMs) });
    }
    await upsertInstallationFact(tx, { name: FACT, value: String(toMs) });
    return toMs < settled - SPAN_MS;
  });
}

/** Begins at a full hour, so that every hour is whole. */
async function firstSpanMs(db: Db, nowMs: number): Promise<number> {
  const first = await queries.findFirstCallId(db);
  return hourAfter(first === undefined ? nowMs : idTimeMs(first)) - LONG_SPAN_MS;
}

async function settledUntilMs(db: Db, nowMs: number): Promise<number> {
  const openSinceMs = (await queries.findOpenSinceMs(db)) ?? nowMs;
  return Math.max(Math.min(openSinceMs, nowMs) - MARGIN_MS, nowMs - LONGEST_MS);
}

function hourAfter(ms: number): number {
  return (Math.floor(ms / LONG_SPAN_MS) + 1) * LONG_SPAN_MS;
}
