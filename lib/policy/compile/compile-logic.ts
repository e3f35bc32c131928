import { type Evaluate, EvaluationError, type Value } from "./evaluation";

/** `&&`: the right side is not looked at when the left is false; what is looked at must be a boolean. */
export function compileAnd(left: Evaluate, right: Evaluate): Evaluate {
  const mismatch = new EvaluationError("type error: && needs booleans");
  return (env) => asBoolean(left(env), mismatch) && asBoolean(right(env), mismatch);
}

/** `||`: the right side is not looked at when the left is true. */
export function compileOr(left: Evaluate, right: Evaluate): Evaluate {
  const mismatch = new EvaluationError("type error: || needs booleans");
  return (env) => asBoolean(left(env), mismatch) || asBoolean(right(env), mismatch);
}

export function compileNot(arg: Evaluate): Evaluate {
  const mismatch = new EvaluationError("type error: ! needs a boolean");
  return (env) => !asBoolean(arg(env), mismatch);
}

/** `if then else`: only the branch that is taken is evaluated. */
export function compileIf(condition: Evaluate, then: Evaluate, otherwise: Evaluate): Evaluate {
  const mismatch = new EvaluationError("type error: if needs a boolean");
  return (env) => (asBoolean(condition(env), mismatch) ? then(env) : otherwise(env));
}

export function asBoolean(value: Value, mismatch: EvaluationError): boolean {
  if (typeof value === "boolean") return value;
  throw mismatch;
}
