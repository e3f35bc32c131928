import type { CeilingDraft } from "@/lib/budgets/replay/ceiling-replay.schema";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";

/** The budgets and limits of a change, as a replay takes them. One that goes out of force refuses nothing, so it is none. */
export function ceilingsOfChange(items: ChangeDetail["items"]): CeilingDraft[] {
  return items.flatMap(({ kind, name, domain, op, after }): CeilingDraft[] => {
    if ((kind !== "budget" && kind !== "limit") || op !== "put" || !after.spec) return [];
    // The mesh checks it again when the replay is asked for.
    return [{ kind, name, domain, spec: after.spec } as CeilingDraft];
  });
}
