import { type Evaluate, EvaluationError, type Value } from "./evaluation";
import { contains, containsAll, containsAny, isSet } from "./values";

/** `left.contains(right)`: left must be a set, right may be anything. */
export function compileContains(left: Evaluate, right: Evaluate): Evaluate {
  const mismatch = new EvaluationError("type error: contains needs a set");
  return (env) => {
    const set = asSet(left(env), mismatch);
    return contains(set, right(env));
  };
}

/** `["a", "b"].contains(right)` with plain constants: one look-up however long the list is. */
export function compileConstantContains(members: ReadonlySet<Value>, right: Evaluate): Evaluate {
  return (env) => members.has(right(env));
}

export function compileContainsAll(left: Evaluate, right: Evaluate): Evaluate {
  return compileBetweenSets("containsAll", containsAll, left, right);
}

export function compileContainsAny(left: Evaluate, right: Evaluate): Evaluate {
  return compileBetweenSets("containsAny", containsAny, left, right);
}

export function compileIsEmpty(arg: Evaluate): Evaluate {
  const mismatch = new EvaluationError("type error: isEmpty needs a set");
  return (env) => asSet(arg(env), mismatch).length === 0;
}

function compileBetweenSets(
  name: string,
  holds: (set: readonly Value[], members: readonly Value[]) => boolean,
  left: Evaluate,
  right: Evaluate,
): Evaluate {
  const mismatch = new EvaluationError(`type error: ${name} needs sets`);
  return (env) => {
    const set = asSet(left(env), mismatch);
    return holds(set, asSet(right(env), mismatch));
  };
}

function asSet(value: Value, mismatch: EvaluationError): readonly Value[] {
  if (isSet(value)) return value;
  throw mismatch;
}
