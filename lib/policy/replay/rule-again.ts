import { decideLinks } from "../decide-links";
import type { Decision, EntitySource, PolicyEngine } from "../decision";
import type { Evidence } from "./read-evidence";
import { recordedEntities } from "./recorded-entities";

/** How a recorded call fares under a set of policies. */
export interface Outcome {
  effect: Decision["effect"];
  policies: readonly string[];
}

/** A recorded decision under two sets, or the news that the record does not give the decision that was made. */
export type Replayed =
  | { reproduced: true; before: Outcome; after: Outcome; besides: boolean }
  | { reproduced: false };

/** Rules every link of a recorded call's chain under both sets, with what the policies saw then. */
export function ruleAgain(
  { current, draft }: { current: PolicyEngine; draft: PolicyEngine },
  evidence: Evidence,
  now: EntitySource,
): Replayed {
  const source = recordedEntities(evidence.inputs, now);
  const before = outcomeOf(current, evidence, source);
  // What the same set said then it must say now; else something that it looked at is not in the record, and nothing can be told.
  const { row, inputs } = evidence;
  if (row.policyVersion === current.version && before.said !== inputs.effect) return { reproduced: false };
  const after = outcomeOf(draft, evidence, source);
  return { reproduced: true, before, after, besides: refusedBesides(evidence) };
}

function outcomeOf(
  engine: PolicyEngine,
  evidence: Evidence,
  source: EntitySource,
): Outcome & { said: Decision["effect"] } {
  const { inputs, labels, arguments: given } = evidence;
  const context = { ...inputs.context };
  if (labels) context.labels = labels;
  if (given && "args" in given) context.args = given.args;
  const { decision } = decideLinks(engine, source, {
    links: inputs.principals,
    action: inputs.action,
    resource: inputs.resource,
    context,
    unreadableArguments: given && "unreadable" in given ? given.unreadable : undefined,
  });
  const refused = refusedBesides(evidence) || isUnbound(decision, inputs.context.bound === true);
  return {
    said: decision.effect,
    effect: refused ? "deny" : decision.effect,
    policies: decision.policies.map(({ id }) => id),
  };
}

/** `@binding` that the badge did not meet refuses what is permitted otherwise. */
function isUnbound({ obligations }: Decision, bound: boolean): boolean {
  return obligations.some(({ kind, value }) => kind === "binding" && !(bound && value === "dpop"));
}

/** Whether the call was refused, or would have been, on grounds that no policy changes: its task grant, its limits, its protocol. */
function refusedBesides({ row, inputs }: Evidence): boolean {
  if (inputs.besides !== undefined) return true;
  return row.decision === "deny" && inputs.effect !== "deny" && row.errorCode !== "proof_required";
}
