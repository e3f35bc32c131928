import type { EntityUid, EntityValue, Value } from "./evaluation";

/** Cedar's `==`: never an error, false between types; sets without order and repetition, records by attribute. */
export function valueEquals(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object") return false;
  if (isSet(left)) return isSet(right) && containsAll(left, right) && containsAll(right, left);
  if (isSet(right)) return false;
  if (isEntity(left)) return isEntity(right) && sameUid(left.__entity, right.__entity);
  return !isEntity(right) && recordEquals(left, right);
}

export function sameUid(left: EntityUid, right: EntityUid): boolean {
  return left === right || (left.id === right.id && left.type === right.type);
}

export function isSet(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** No record has the key `__entity`: the compiler leaves such literals to the reference evaluator and contexts are made without it. */
export function isEntity(value: Value): value is EntityValue {
  return typeof value === "object" && !Array.isArray(value) && "__entity" in value;
}

export function contains(set: readonly Value[], member: Value): boolean {
  for (const value of set) if (valueEquals(value, member)) return true;
  return false;
}

export function containsAll(set: readonly Value[], members: readonly Value[]): boolean {
  for (const member of members) if (!contains(set, member)) return false;
  return true;
}

export function containsAny(set: readonly Value[], members: readonly Value[]): boolean {
  for (const member of members) if (contains(set, member)) return true;
  return false;
}

/**
 * An own attribute, or undefined when there is none. Inherited names (`constructor`, `__proto__`) are not attributes.
 */
export function ownAttribute(record: Readonly<Record<string, Value>>, attr: string): Value | undefined {
  return Object.hasOwn(record, attr) ? record[attr] : undefined;
}

function recordEquals(
  left: Readonly<Record<string, Value>>,
  right: Readonly<Record<string, Value>>,
): boolean {
  const keys = definedKeys(left);
  if (keys.length !== definedKeys(right).length) return false;
  for (const key of keys) {
    const other = ownAttribute(right, key);
    if (other === undefined || !valueEquals(left[key] as Value, other)) return false;
  }
  return true;
}

function definedKeys(record: Readonly<Record<string, Value>>): string[] {
  return Object.keys(record).filter((key) => record[key] !== undefined);
}
