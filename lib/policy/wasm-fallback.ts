import { sha256Hex } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import {
  type CedarValueJson,
  type EntityJson,
  type PolicyJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from "./cedar-wasm";
import { type EntityUid, type Env, EvaluationError, type Value } from "./compile/evaluation";
import { isEntity } from "./compile/values";

/** A policy that the compiler cannot run whole, kept ready in the reference evaluator. About 0.5 ms an evaluation. */
export interface WasmPolicy {
  setId: string;
  /** Entities that the policy itself names: the evaluator must know what stands above them. */
  named: readonly EntityUid[];
}

/**
 * Hands a policy to the reference evaluator. Its cache has no removal, so the key is the text's digest: reloading a set costs nothing new.
 * @throws MeshError `internal` when it refuses a policy that was parsed before
 */
export function prepareWasmPolicy(policy: { text: string; est: PolicyJson }): WasmPolicy {
  const setId = `signalbox-${sha256Hex(policy.text)}`;
  const prepared = preparsePolicySet(setId, { staticPolicies: { policy: policy.text } });
  if (prepared.type === "failure") {
    const detail = prepared.errors.map((err) => err.message).join("; ");
    throw new MeshError("internal", "A policy could not be loaded.", { detail });
  }
  const named: EntityUid[] = [];
  collectUids(policy.est, named);
  return { setId, named };
}

/**
 * Whether the policy holds, decided by the reference evaluator over the entities that the request can reach.
 * @throws EvaluationError when Cedar says that the policy does not count
 * @throws MeshError `internal` when the evaluator refuses the request
 */
export function evaluateWithWasm(policy: WasmPolicy, env: Env): boolean {
  const answer = statefulIsAuthorized({
    principal: copyUid(env.principal.__entity),
    action: copyUid(env.action.__entity),
    resource: copyUid(env.resource.__entity),
    context: env.context as Record<string, CedarValueJson>,
    preparsedPolicySetId: policy.setId,
    entities: reachableEntities(env, policy.named),
  });
  if (answer.type === "failure") {
    const detail = answer.errors.map((err) => err.message).join("; ");
    throw new MeshError("internal", "The decision could not be made.", { detail });
  }
  const { reason, errors } = answer.response.diagnostics;
  const [failure] = errors;
  if (failure) throw new EvaluationError(failure.error.message);
  return reason.length > 0;
}

/** The request's entities, those in its context and in the policy, and everything that these refer to. */
export function reachableEntities(env: Env, named: readonly EntityUid[]): EntityJson[] {
  const open: EntityUid[] = [env.principal.__entity, env.action.__entity, env.resource.__entity, ...named];
  collectUids(env.context, open);
  const seen = new Set<string>();
  const entities: EntityJson[] = [];
  for (let at = 0; at < open.length; at++) {
    const uid = open[at] as EntityUid;
    const key = `${uid.type}::${uid.id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const record = env.lookup(uid);
    if (record === undefined) continue;
    open.push(...record.parents);
    collectUids(record.attrs, open);
    entities.push({
      uid: copyUid(uid),
      attrs: record.attrs as Record<string, CedarValueJson>,
      parents: record.parents.map(copyUid),
    });
  }
  return entities;
}

function collectUids(value: unknown, into: EntityUid[]): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value) && isEntity(value as Value)) {
    into.push((value as { __entity: EntityUid }).__entity);
    return;
  }
  for (const part of Object.values(value)) collectUids(part, into);
}

function copyUid(uid: EntityUid): { type: string; id: string } {
  return { type: uid.type, id: uid.id };
}
