import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import type { PolicyDraft } from "@/lib/policy/replay/replay.schema";

/** The policies of a change, as a replay takes them. */
export function draftOfChange(items: ChangeDetail["items"]): PolicyDraft[] {
  return items.flatMap(({ kind, name, domain, op, after }): PolicyDraft[] => {
    if (kind !== "policy") return [];
    if (op === "state") return leaves(after) ? [{ op: "remove", name }] : [];
    const { text, guardrail } = (after.spec ?? {}) as { text?: unknown; guardrail?: unknown };
    return typeof text === "string" ? [{ op: "put", name, domain, text, guardrail: guardrail === true }] : [];
  });
}

/** Whether a policy is out of force afterwards. */
function leaves({ lifecycle, suspended }: ChangeDetail["items"][number]["after"]): boolean {
  return suspended === true || lifecycle === "retired" || lifecycle === "draft";
}
