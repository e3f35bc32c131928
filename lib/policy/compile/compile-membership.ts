import { type EntityUid, type Env, type Evaluate, EvaluationError, type Value } from "./evaluation";
import { isEntity, isSet, sameUid } from "./values";

/** `left in right`, where right is an entity or a set of entities: the entity itself or anything above it. */
export function compileIn(left: Evaluate, right: Evaluate): Evaluate {
  const mismatch = new EvaluationError("type error: in needs entities");
  return (env) => {
    const entity = asUid(left(env), mismatch);
    const target = right(env);
    if (typeof target !== "object") throw mismatch;
    if (!isSet(target)) return isInside(env, entity, asUid(target, mismatch));
    // The whole set is checked first: one member that is no entity is an error even when another member matches.
    for (const member of target) asUid(member, mismatch);
    for (const member of target) if (isInside(env, entity, asUid(member, mismatch))) return true;
    return false;
  };
}

/** `left is Type` and `left is Type in right`; the right side is looked at only when the type fits. */
export function compileIs(left: Evaluate, entityType: string, right: Evaluate | undefined): Evaluate {
  const mismatch = new EvaluationError("type error: is needs an entity");
  const inside = right && compileIn(left, right);
  return (env) => {
    const fits = asUid(left(env), mismatch).type === entityType;
    return fits && inside ? inside(env) : fits;
  };
}

/** Whether an entity is another or stands below it. */
export function isInside(env: Env, entity: EntityUid, target: EntityUid): boolean {
  if (sameUid(entity, target)) return true;
  for (const above of env.ancestors(entity)) if (sameUid(above, target)) return true;
  return false;
}

function asUid(value: Value, mismatch: EvaluationError): EntityUid {
  if (isEntity(value)) return value.__entity;
  throw mismatch;
}
