import type { RegistrySnapshot } from "@/lib/registry/asset";
import type { ChangeItem } from "./change-item.schema";
import type { Requirement } from "./requirement";

/** What gives rights, takes them, or spends: a second pair of eyes must be the owner's. */
const GOVERNING: readonly string[] = ["policy", "budget", "limit", "price-table"];

/** What the items of a change need, by the rules in force. The same need stands once. */
export function requirementsOf(items: readonly ChangeItem[], registry: RegistrySnapshot): Requirement[] {
  const found = new Map<string, Requirement>();
  for (const one of items.flatMap((item) => requirementsOfItem(item, registry))) {
    const key = `${one.from} ${one.domain}`;
    const known = found.get(key);
    if (!known || known.approvals < one.approvals) found.set(key, one);
  }
  return [...found.values()].filter(({ approvals }) => approvals > 0);
}

function requirementsOfItem(item: ChangeItem, registry: RegistrySnapshot): Requirement[] {
  const { kind, domain } = item;
  const ruled = registry
    .list("review-rule")
    .filter(({ lifecycle, suspendedReason }) => lifecycle !== "retired" && suspendedReason === undefined)
    .filter(
      ({ spec }) =>
        (spec.kinds.length === 0 || spec.kinds.includes(kind)) &&
        (spec.domains.length === 0 || spec.domains.includes(domain)),
    )
    .map(({ name, spec: { from, approvals } }) => ({ domain, from, approvals, because: `the rule ${name}` }));
  // No rule loosens what binds the whole organisation.
  if (kind === "review-rule") return [...ruled, admins(domain, "a rule about reviews")];
  if (isGuardrail(item)) return [...ruled, admins(domain, "a guardrail")];
  if (ruled.length > 0) return ruled;
  const from = GOVERNING.includes(kind) ? "owners" : "reviewers";
  return [{ domain, from, approvals: 1, because: `a ${kind} of ${domain}` }];
}

function admins(domain: string, because: string): Requirement {
  return { domain, from: "admins", approvals: 1, because };
}

/** Whether an item makes, changes or takes away a guardrail: what was one needs the same care as what becomes one. */
function isGuardrail(item: ChangeItem): boolean {
  if (item.kind !== "policy") return false;
  return item.body.wasGuardrail === true || (item.op === "put" && item.body.spec.guardrail === true);
}
