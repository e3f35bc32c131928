import type { Db } from "@/db/client";
import { releaseReservations } from "@/db/queries/meters";
import {
  listDeadReplicas,
  listOpenCalls,
  updateCallUnknown,
  updateReplicaStopped,
} from "@/db/queries/replicas";
import { appendAudit } from "@/lib/audit/append-audit";
import { idFloor, newId } from "@/lib/core/ids";

/** Calls may have begun shortly before the heartbeat that did not yet know of them. */
const MARGIN_MS = 60_000;
const MESSAGE =
  "The process that carried this call ended before its outcome was on record. The callee may have acted.";

/**
 * Ends the calls that dead replicas left open, as `outcome_unknown`. They are never repeated: nobody knows whether the callee acted. Reads only the ids since the oldest call that was in
 * flight at the last heartbeat. What they had reserved of budgets and limits is given back.
 * @param gone replicas known to be dead although their heartbeat is fresh
 * @returns how many calls were ended
 */
export async function closeLostCalls(
  db: Db,
  params: { staleAfterMs: number; gone: readonly string[] },
): Promise<number> {
  return db.transaction(async (tx) => {
    let closed = 0;
    for (const replica of await listDeadReplicas(tx, params)) {
      const since = (replica.openSince ?? replica.lastSeenAt).getTime() - MARGIN_MS;
      const open = await listOpenCalls(tx, { replicaId: replica.id, fromId: idFloor(since) });
      for (const call of open) {
        const entryId = newId();
        await updateCallUnknown(tx, { id: call.id, entryId, message: MESSAGE });
        await appendAudit(tx, {
          id: entryId,
          type: "io.signalbox.call.outcome_unknown",
          actor: `${call.callerKind}:${call.callerId}`,
          object: `${call.calleeKind}:${call.calleeName}`,
          outcome: "outcome_unknown",
          callId: call.id,
          payload: { replica: replica.id },
        });
      }
      await releaseReservations(tx, { replicaId: replica.id });
      closed += open.length;
      await updateReplicaStopped(tx, replica.id);
    }
    return closed;
  });
}
