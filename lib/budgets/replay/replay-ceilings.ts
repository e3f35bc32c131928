import type { Db } from "@/db/client";
import { listUsedByCalls, type UsedByCallRow } from "@/db/queries/used-by-calls";
import type { CeilingDraft, CeilingReplayResult } from "./ceiling-replay.schema";
import { type RecordedCall, RunAgain } from "./run-again";

const BATCH = 2000;

export interface CeilingQuestion {
  draft: readonly CeilingDraft[];
  /** The newest so many calls. */
  limit: number;
  /** Ids not below this one, and ids below that one. */
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Makes the newest recorded calls again under a draft of budgets and limits, oldest first.
 * @param onBatch told after each batch how many have been looked at; answers whether to go on
 * @returns undefined when it was told to stop
 */
export async function replayCeilings(
  db: Db,
  { draft, limit, from, to }: CeilingQuestion,
  onBatch: (looked: number, progress: CeilingReplayResult) => Promise<boolean> = async () => true,
): Promise<CeilingReplayResult | undefined> {
  const again = new RunAgain(draft);
  const found: RecordedCall[] = [];
  // Newest first from the store, and they must be made again in the order in which they happened.
  for (let before = to; found.length < limit; ) {
    const rows = await listUsedByCalls(db, { from, before, limit: Math.min(BATCH, limit - found.length) });
    for (const row of rows) found.push(callOf(row));
    before = rows.at(-1)?.id;
    if (rows.length < BATCH) break;
    if (!(await onBatch(0, again.progress()))) return undefined;
  }
  for (let nth = found.length; nth > 0; ) {
    for (const end = Math.max(0, nth - BATCH); nth > end; nth--) {
      const call = found[nth - 1];
      if (call) again.add(call);
    }
    if (!(await onBatch(found.length - nth, again.progress()))) return undefined;
  }
  return again.result();
}

function callOf(row: UsedByCallRow): RecordedCall {
  return {
    id: row.id,
    atMs: row.startedAt.getTime(),
    endedMs: row.endedAt?.getTime(),
    caller: `${row.callerKind}:${row.callerId}`,
    chain: row.chain,
    kind: row.calleeKind,
    name: row.calleeName,
    domain: row.domain ?? "",
    operation: row.operation,
    refused: row.decision !== "allow" || row.status === "denied",
    tokens: (row.inputTokens ?? 0) + (row.outputTokens ?? 0),
    cost: row.cost ?? undefined,
    currency: row.currency ?? undefined,
  };
}
