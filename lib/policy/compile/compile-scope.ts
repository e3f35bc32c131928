import type {
  ActionConstraint,
  EntityUidJson,
  PolicyJson,
  PrincipalConstraint,
  ResourceConstraint,
} from "../cedar-wasm";
import { isInside } from "./compile-membership";
import { type EntityUid, type Env, UnsupportedExpression } from "./evaluation";
import { sameUid } from "./values";

/** A policy's head: whom, what and which it speaks of. Cannot fail at evaluation. */
export type Scope = (env: Env) => boolean;

/** A head constraint in one shape: at most one of `equal` and `inside`, and a type. Nothing set means anything goes. */
export interface Constraint {
  equal?: EntityUid;
  /** The entity itself or anything below one of these. */
  inside?: readonly EntityUid[];
  type?: string;
}

export interface Scopes {
  principal: Constraint;
  action: Constraint;
  resource: Constraint;
}

/** @throws UnsupportedExpression for a template slot */
export function readScopes(policy: PolicyJson): Scopes {
  return {
    principal: readConstraint(policy.principal),
    action: readConstraint(policy.action),
    resource: readConstraint(policy.resource),
  };
}

export function compileScope(scopes: Scopes): Scope {
  const tests = [
    compileConstraint(scopes.principal, (env) => env.principal.__entity),
    compileConstraint(scopes.action, (env) => env.action.__entity),
    compileConstraint(scopes.resource, (env) => env.resource.__entity),
  ].filter((test): test is Scope => test !== undefined);
  const [first, second, third] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (third === undefined) return (env) => first(env) && second(env);
  return (env) => first(env) && second(env) && third(env);
}

/** An entity id, whichever of its two JSON forms it has. */
export function toUid(json: EntityUidJson): EntityUid {
  const { type, id } = "__entity" in json ? json.__entity : json;
  return { type, id };
}

function readConstraint(json: PrincipalConstraint | ActionConstraint | ResourceConstraint): Constraint {
  switch (json.op) {
    case "All":
      return {};
    case "==":
      return { equal: entityOf(json) };
    case "in":
      return { inside: "entities" in json ? json.entities.map(toUid) : [entityOf(json)] };
    case "is":
      return json.in ? { type: json.entity_type, inside: [entityOf(json.in)] } : { type: json.entity_type };
    default:
      throw new UnsupportedExpression("scope");
  }
}

function entityOf(json: { entity: EntityUidJson } | { slot: string } | object): EntityUid {
  if ("entity" in json) return toUid(json.entity);
  throw new UnsupportedExpression("template slot");
}

function compileConstraint(constraint: Constraint, of: (env: Env) => EntityUid): Scope | undefined {
  const { equal, inside, type } = constraint;
  if (equal) return (env) => sameUid(of(env), equal);
  if (inside) {
    return (env) => {
      const uid = of(env);
      if (type !== undefined && uid.type !== type) return false;
      for (const target of inside) if (isInside(env, uid, target)) return true;
      return false;
    };
  }
  if (type !== undefined) return (env) => of(env).type === type;
  return undefined;
}
