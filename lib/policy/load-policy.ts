import { isInside } from "./compile/compile-membership";
import { type Conditions, compilePolicy } from "./compile/compile-policy";
import type { Scope, Scopes } from "./compile/compile-scope";
import type { EntityUid } from "./compile/evaluation";
import type { DecidingPolicy, Obligation } from "./decision";
import { OBLIGATION_ANNOTATIONS, type ParsedPolicy, type PolicySource } from "./parse-policies";
import { readsArguments, readsLabels } from "./policy-reads";
import { evaluateWithWasm, prepareWasmPolicy } from "./wasm-fallback";

/** A policy ready to be evaluated. */
export interface LoadedPolicy {
  id: string;
  assetName: string;
  line: number;
  effect: "permit" | "forbid";
  /** Place in the whole set; reports list policies by it. */
  ordinal: number;
  scopes: Scopes;
  /** The head, and the wall of the domain that wrote the policy. */
  scope: Scope;
  /** The body, compiled or in the reference evaluator. @throws EvaluationError when the policy does not count */
  holds: Conditions;
  readsArguments: boolean;
  readsLabels: boolean;
  deciding: DecidingPolicy;
  obligations: readonly Obligation[];
}

/** Compiles one parsed policy and puts it behind the wall of the domain that wrote it. */
export function loadPolicy(parsed: ParsedPolicy, source: PolicySource): LoadedPolicy {
  const compiled = compilePolicy(parsed.est);
  const domain = source.domain !== undefined && !source.guardrail ? domainUid(source.domain) : undefined;
  return {
    id: parsed.id,
    assetName: parsed.assetName,
    line: parsed.line,
    effect: parsed.effect,
    ordinal: 0,
    scopes: domain ? scopesInside(compiled.scopes, parsed.effect, domain) : compiled.scopes,
    scope: domain ? scopeInside(compiled.scope, parsed.effect, domain) : compiled.scope,
    holds: holdsOf(parsed, compiled.conditions),
    readsArguments: readsArguments(parsed.est),
    readsLabels: readsLabels(parsed.est),
    deciding: decidingOf(parsed),
    obligations: obligationsOf(parsed),
  };
}

function holdsOf(parsed: ParsedPolicy, compiled: Conditions | undefined): Conditions {
  if (compiled) return compiled;
  const wasm = prepareWasmPolicy(parsed);
  return (env) => evaluateWithWasm(wasm, env);
}

function domainUid(domain: string): EntityUid {
  return { type: "Domain", id: domain };
}

/**
 * A steward rules over the own domain alone: a permit counts only for its resources. A forbid may also hold back its callers elsewhere, which takes nothing from
 * anyone else.
 */
function scopeInside(scope: Scope, effect: "permit" | "forbid", domain: EntityUid): Scope {
  if (effect === "permit") return (env) => scope(env) && isInside(env, env.resource.__entity, domain);
  return (env) =>
    scope(env) &&
    (isInside(env, env.resource.__entity, domain) || isInside(env, env.principal.__entity, domain));
}

/** Lets the index find a domain's open permit under the domain, not among the policies that every request must look at. */
function scopesInside(scopes: Scopes, effect: "permit" | "forbid", domain: EntityUid): Scopes {
  if (effect === "forbid" || scopes.resource.equal || scopes.resource.inside) return scopes;
  return { ...scopes, resource: { ...scopes.resource, inside: [domain] } };
}

function decidingOf({ id, annotations }: ParsedPolicy): DecidingPolicy {
  return {
    id,
    title: annotations.title || undefined,
    reason: annotations.reason || undefined,
    remedy: annotations.remedy || undefined,
    code: annotations.code || undefined,
  };
}

function obligationsOf({ id, annotations }: ParsedPolicy): Obligation[] {
  return OBLIGATION_ANNOTATIONS.flatMap((kind) => {
    const value = annotations[kind];
    return value ? [{ kind, value, policyId: id }] : [];
  });
}
