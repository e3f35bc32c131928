import { digestOf } from "@/lib/core/canonical-json";
import { EvaluationError } from "./compile/evaluation";
import type {
  DecidingPolicy,
  Decision,
  DecisionRequest,
  EntitySource,
  Obligation,
  PolicyEngine,
} from "./decision";
import { type LoadedPolicy, loadPolicy } from "./load-policy";
import { type PolicySource, parsePolicies, refusePolicies } from "./parse-policies";
import { RequestEnv } from "./request-env";
import { SliceIndex } from "./slice-index";

/**
 * Compiles the policies of the given assets into one engine. An empty set denies everything.
 * @throws MeshError `invalid_request` when a text does not parse, a guardrail permits, or two policies share an id; the set in force stays as it is
 */
export function createPolicySet(sources: readonly PolicySource[]): PolicyEngine {
  const ordered = [...sources].sort((a, b) => (a.assetName < b.assetName ? -1 : 1));
  const policies = ordered.flatMap((source) =>
    parsePolicies(source).map((parsed) => loadPolicy(parsed, source)),
  );
  refuseSharedIds(policies);
  policies.forEach((policy, index) => {
    policy.ordinal = index;
  });
  return new CompiledPolicySet(policies, versionOf(ordered));
}

class CompiledPolicySet implements PolicyEngine {
  readonly version: string;
  readonly readsLabels: boolean;
  readonly #index: SliceIndex<LoadedPolicy>;

  constructor(policies: readonly LoadedPolicy[], version: string) {
    this.version = version;
    this.readsLabels = policies.some((policy) => policy.readsLabels);
    this.#index = new SliceIndex(policies);
  }

  decide(request: DecisionRequest, entities: EntitySource): Decision {
    const env = new RequestEnv(request, entities);
    const forbids: LoadedPolicy[] = [];
    const permits: LoadedPolicy[] = [];
    const errors: { policyId: string; message: string }[] = [];
    // Every policy that can apply is evaluated, also after the first forbid: the record names them all.
    this.#index.visit(env, (policy) => {
      if (!policy.scope(env)) return;
      const outcome = evaluate(policy, env, request);
      if (outcome.error !== undefined) errors.push({ policyId: policy.id, message: outcome.error });
      if (outcome.holds) (policy.effect === "forbid" ? forbids : permits).push(policy);
    });
    if (forbids.some((policy) => policy.obligations.length === 0))
      return this.#decision("deny", inOrder(forbids), NONE, errors);
    // Every forbid that holds would be lifted by an approval, but an approval permits nothing by itself.
    if (permits.length === 0) return this.#decision("deny", NONE, NONE, errors);
    const obligations = inOrder([...permits, ...forbids]).flatMap((policy) => policy.obligations);
    const hold = obligations.some((obligation) => obligation.kind === "approval");
    const deciding = inOrder(forbids.length > 0 ? forbids : permits);
    return this.#decision(hold ? "hold" : "allow", deciding, obligations, errors);
  }

  #decision(
    effect: Decision["effect"],
    policies: readonly LoadedPolicy[],
    obligations: readonly Obligation[],
    errors: Decision["errors"],
  ): Decision {
    return {
      effect,
      policies: policies.map((policy): DecidingPolicy => policy.deciding),
      obligations,
      errors,
      policyVersion: this.version,
    };
  }
}

interface Outcome {
  holds: boolean;
  error?: string;
}

const NONE: readonly never[] = [];
const HOLDS: Outcome = { holds: true };
const FAILS: Outcome = { holds: false };

function evaluate(policy: LoadedPolicy, env: RequestEnv, request: DecisionRequest): Outcome {
  if (request.argumentsUnknown && policy.readsArguments) return policy.effect === "permit" ? HOLDS : FAILS;
  const { unreadableArguments } = request;
  if (unreadableArguments !== undefined && policy.readsArguments) {
    // A caller could otherwise step past a forbid by sending "5000" where the tool wants 5000: the comparison would be an error and the forbid would be skipped.
    return { holds: policy.effect === "forbid", error: `arguments do not fit: ${unreadableArguments}` };
  }
  try {
    return policy.holds(env) ? HOLDS : FAILS;
  } catch (err) {
    // Only what Cedar calls an error lets a policy drop out. Anything else means that the evaluator is broken, and the caller must fail closed.
    if (err instanceof EvaluationError) return { holds: false, error: err.message };
    throw err;
  }
}

function inOrder(policies: readonly LoadedPolicy[]): readonly LoadedPolicy[] {
  return policies.length < 2 ? policies : [...policies].sort((a, b) => a.ordinal - b.ordinal);
}

function refuseSharedIds(policies: readonly LoadedPolicy[]): void {
  const assetById = new Map<string, string>();
  for (const policy of policies) {
    const other = assetById.get(policy.id);
    if (other !== undefined) {
      const message = `line ${policy.line}: the id is also used in ${other}`;
      refusePolicies(policy.assetName, [{ path: policy.id, message }]);
    }
    assetById.set(policy.id, policy.assetName);
  }
}

function versionOf(sources: readonly PolicySource[]): string {
  return digestOf(
    sources.map(({ assetName, text, guardrail, domain }) => ({
      assetName,
      text,
      guardrail,
      domain: domain ?? null,
    })),
  );
}
