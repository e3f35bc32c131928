import { type Env, type Evaluate, EvaluationError, type Value } from "./evaluation";
import { isEntity, isSet, ownAttribute } from "./values";

/** `left.attr` and `left["attr"]`. An entity that does not exist and an attribute that is not there are errors. */
export function compileGetAttribute(left: Evaluate, attr: string): Evaluate {
  const mismatch = new EvaluationError(`type error: .${attr} needs a record or an entity`);
  const missing = new EvaluationError(`there is no attribute \`${attr}\``);
  const absent = new EvaluationError(`the entity that should have \`${attr}\` does not exist`);
  const read = attributeReader(attr);
  return (env) => {
    const attributes = attributesOf(env, left(env), mismatch);
    if (attributes === undefined) throw absent;
    const found = read(attributes);
    if (found === undefined) throw missing;
    return found;
  };
}

/** `left has a.b.c`: false as soon as a step is missing; a step into what has no attributes is an error. */
export function compileHas(left: Evaluate, path: readonly string[]): Evaluate {
  const mismatch = new EvaluationError("type error: has needs a record or an entity");
  const readers = path.map(attributeReader);
  return (env) => {
    let value = left(env);
    for (const read of readers) {
      const attributes = attributesOf(env, value, mismatch);
      const found = attributes === undefined ? undefined : read(attributes);
      if (found === undefined) return false;
      value = found;
    }
    return true;
  };
}

/** `hasTag`: entities of the mesh carry no Cedar tags, so it is false wherever it is well typed. */
export function compileHasTag(left: Evaluate, tag: Evaluate): Evaluate {
  const mismatch = new EvaluationError("type error: hasTag needs an entity and a string");
  return (env) => {
    const entity = left(env);
    if (!isEntity(entity) || typeof tag(env) !== "string") throw mismatch;
    return false;
  };
}

/** `getTag`: there is no tag to get, so it is an error in every case. */
export function compileGetTag(left: Evaluate, tag: Evaluate): Evaluate {
  const missing = new EvaluationError("there is no such tag");
  return (env) => {
    left(env);
    tag(env);
    throw missing;
  };
}

/** Only names that every object inherits need the slower look at own properties. */
function attributeReader(attr: string): (attributes: Readonly<Record<string, Value>>) => Value | undefined {
  if (attr in Object.prototype) return (attributes) => ownAttribute(attributes, attr);
  return (attributes) => attributes[attr];
}

function attributesOf(
  env: Env,
  value: Value,
  mismatch: EvaluationError,
): Readonly<Record<string, Value>> | undefined {
  if (typeof value !== "object" || isSet(value)) throw mismatch;
  return isEntity(value) ? env.lookup(value.__entity)?.attrs : value;
}
