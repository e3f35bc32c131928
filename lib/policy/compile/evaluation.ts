import type { CedarValue, EntityRecord } from "../decision";

/** A Cedar entity id of any type, `Action` included. */
export interface EntityUid {
  readonly type: string;
  readonly id: string;
}

/** An entity as a value, in Cedar's own JSON form. */
export interface EntityValue {
  readonly __entity: EntityUid;
}

/**
 * A value while a policy is evaluated. A Long is a `number` while it is a safe integer and a `bigint` beyond; the two ranges do not overlap, so equality needs no
 * conversion.
 */
export type Value =
  | boolean
  | number
  | bigint
  | string
  | EntityValue
  | readonly Value[]
  | { readonly [key: string]: Value };

/** What one evaluation may read. Made once for a request and shared by all policies. */
export interface Env {
  readonly principal: EntityValue;
  readonly action: EntityValue;
  readonly resource: EntityValue;
  readonly context: Readonly<Record<string, CedarValue>>;
  /** Undefined for an entity that does not exist. */
  lookup(uid: EntityUid): EntityRecord | ActionRecord | undefined;
  /** Every entity above the given one, itself left out. Empty for one that does not exist. */
  ancestors(uid: EntityUid): readonly EntityUid[];
}

/** An action as an entity: no attributes, perhaps a group above it. */
export interface ActionRecord {
  readonly attrs: Readonly<Record<string, CedarValue>>;
  readonly parents: readonly EntityUid[];
}

/**
 * An expression of a policy as a closure. @throws EvaluationError where Cedar says that evaluation is an error
 *
 * Closures loop with `for`, never with `map`, `every` or `some`: V8 of Node 20 can abort the process ("unreachable code" in the deoptimizer) when a callback that
 * was inlined into such a builtin throws under an optimised caller that catches.
 */
export type Evaluate = (env: Env) => Value;

/**
 * An error in the sense of Cedar: the policy does not count. Made when the policy is compiled, one for each place that can fail, because taking a stack for
 * each evaluation would cost more than the evaluation.
 */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}

/** Thrown while compiling for what only the reference evaluator can run. */
export class UnsupportedExpression extends Error {
  override readonly name = "UnsupportedExpression";
}
