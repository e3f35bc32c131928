import type { Db } from "@/db/client";
import { listRecentCalls } from "@/db/queries/asset-figures";
import { idFloor } from "@/lib/core/ids";
import type { OperationContext } from "@/lib/identity/operation";
import { type Breakers, breakersService } from "@/lib/traffic/breaker";
import { type CallHealth, healthOfCalls } from "./asset-health";

/** How assets do, by `kind/name`. What has had no calls in the last hour is not on it. */
export type HealthBoard = ReadonlyMap<string, CallHealth>;

const WINDOW_MS = 3_600_000;
/** How old a board may be when it is shown. */
const FRESH_MS = 5_000;
/** A board that takes long to read is read less often: at most a twentieth of the time goes to reading it. */
const REST_FACTOR = 20;

interface Kept {
  board: Promise<HealthBoard>;
  freshUntilMs: number;
}

/** One board for each database of the process, however many people look. */
const kept = new WeakMap<Db, Kept>();

/** How the assets of the mesh do now: read from the calls of the last hour at most every five seconds. */
export function healthBoard({ database, services }: Pick<OperationContext, "database" | "services">) {
  const { db } = database;
  const known = kept.get(db);
  if (known && Date.now() < known.freshUntilMs) return known.board;
  const breakers = services.has(breakersService) ? services.get(breakersService) : undefined;
  const startedMs = Date.now();
  const entry: Kept = { board: readBoard(db, breakers), freshUntilMs: startedMs + FRESH_MS };
  kept.set(db, entry);
  entry.board.then(
    () => {
      entry.freshUntilMs = Math.max(entry.freshUntilMs, Date.now() + (Date.now() - startedMs) * REST_FACTOR);
    },
    () => kept.delete(db),
  );
  return entry.board;
}

async function readBoard(db: Db, breakers: Breakers | undefined): Promise<HealthBoard> {
  const open = new Set(breakers?.listOpen().map((callee) => callee.replace(":", "/")));
  const recent = await listRecentCalls(db, { floor: idFloor(Date.now() - WINDOW_MS) });
  return new Map(recent.map((calls) => [calls.key, healthOfCalls(calls, open.has(calls.key))]));
}
