import type {
  DecidingPolicy,
  Decision,
  DecisionRequest,
  EntityRef,
  EntitySource,
  Obligation,
  PolicyEngine,
} from "./decision";

/** One request, asked for each link of a delegation chain. */
export interface LinksQuestion extends Omit<DecisionRequest, "principal"> {
  /** From the subject to the caller. */
  links: readonly EntityRef[];
}

export interface LinksDecision {
  decision: Decision;
  /** Place of the link that was refused or held; undefined when all are allowed. */
  stoppedAt: number | undefined;
}

/** Rules every link: a denial of any is the answer, then a hold of any; obligations of all are united. Calls and replays of calls are ruled by it alike. */
export function decideLinks(
  engine: PolicyEngine,
  source: EntitySource,
  { links, ...request }: LinksQuestion,
): LinksDecision {
  const allowed: Decision[] = [];
  let held: number | undefined;
  for (const [at, principal] of links.entries()) {
    const decision = engine.decide({ ...request, principal }, source);
    if (decision.effect === "deny") return { decision, stoppedAt: at };
    if (decision.effect === "hold") held ??= at;
    allowed.push(decision);
  }
  return { decision: united(allowed, held === undefined ? "allow" : "hold"), stoppedAt: held };
}

function united(decisions: readonly Decision[], effect: "allow" | "hold"): Decision {
  const [first] = decisions;
  if (first && decisions.length === 1) return first;
  const policies = new Map<string, DecidingPolicy>();
  const obligations = new Map<string, Obligation>();
  for (const decision of decisions) {
    for (const policy of decision.policies) policies.set(policy.id, policy);
    for (const duty of decision.obligations) obligations.set(`${duty.policyId} ${duty.kind}`, duty);
  }
  return {
    effect,
    policies: [...policies.values()],
    obligations: [...obligations.values()],
    errors: decisions.flatMap((decision) => decision.errors),
    policyVersion: first?.policyVersion ?? "",
  };
}
