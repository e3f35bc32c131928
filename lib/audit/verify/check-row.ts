import type { LeafRow } from "@/db/queries/audit-leaves";
import { checkEntry } from "./check-entry";
import { Finding } from "./report";

/**
 * Holds a leaf's row and its entry's columns against the leaf that was hashed: lists and filters read the columns, so a changed column is as bad as a changed leaf.
 * @returns what became of the entry's details
 * @throws Finding at the row's index
 */
export function checkRow(row: LeafRow): "checked" | "erased" | "none" {
  if (row.leaf === null) throw new Finding(`the entry ${row.entryId} is gone`, row.index);
  const check = checkEntry({ leaf: row.leaf, hash: row.leafHash, payload: row.payload });
  if (check.problem !== undefined) throw new Finding(check.problem, row.index);
  const columns = {
    id: row.entryId,
    at: row.at?.toISOString(),
    type: row.type,
    actor: row.actor,
    object: row.object,
    outcome: row.outcome,
    call: row.callId ?? undefined,
  };
  for (const [name, value] of Object.entries(columns)) {
    if (check.fields[name] !== value)
      throw new Finding(`the entry's ${name} is not the one in its leaf`, row.index);
  }
  return check.payload;
}
