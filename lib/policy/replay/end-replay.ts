import { findPolicyReplay, updatePolicyReplay } from "@/db/queries/policy-replays";
import { MeshError } from "@/lib/core/errors";
import { authorOf } from "@/lib/identity/author";
import type { OperationContext } from "@/lib/identity/operation";

/**
 * Ends a replay of whatever kind.
 * @returns whether it was still running
 * @throws MeshError `not_found` when there is none that the caller started
 */
export async function endReplay(
  { database, principal }: OperationContext,
  id: string,
): Promise<{ cancelled: boolean }> {
  const row = await findPolicyReplay(database.db, { id });
  if (!row || row.startedBy !== authorOf(principal).actor)
    throw new MeshError("not_found", "There is no such replay of yours.");
  return { cancelled: await updatePolicyReplay(database.db, { id, status: "cancelled" }) };
}
