import type { Clause, PolicyJson } from "../cedar-wasm";
import { compileExpression } from "./compile-expression";
import { asBoolean } from "./compile-logic";
import { compileScope, readScopes, type Scope, type Scopes } from "./compile-scope";
import { type Env, EvaluationError, UnsupportedExpression } from "./evaluation";

/** The body of a policy. @throws EvaluationError when Cedar says that the policy does not count */
export type Conditions = (env: Env) => boolean;

export interface CompiledPolicy {
  scopes: Scopes;
  scope: Scope;
  /** Undefined when the body holds something that only the reference evaluator can run. */
  conditions: Conditions | undefined;
}

/** Turns a policy in Cedar's JSON form into closures: its head and, where the language allows, its body. */
export function compilePolicy(policy: PolicyJson): CompiledPolicy {
  const scopes = readScopes(policy);
  return { scopes, scope: compileScope(scopes), conditions: compileConditions(policy.conditions) };
}

function compileConditions(clauses: readonly Clause[]): Conditions | undefined {
  try {
    const compiled = clauses.map(compileClause);
    const [first, second] = compiled;
    if (first === undefined) return () => true;
    if (second === undefined) return first;
    return (env) => {
      for (const clause of compiled) if (!clause(env)) return false;
      return true;
    };
  } catch (err) {
    if (err instanceof UnsupportedExpression) return undefined;
    throw err;
  }
}

function compileClause(clause: Clause): Conditions {
  const body = compileExpression(clause.body);
  const mismatch = new EvaluationError(`type error: ${clause.kind} needs a boolean`);
  return clause.kind === "when"
    ? (env) => asBoolean(body(env), mismatch)
    : (env) => !asBoolean(body(env), mismatch);
}
