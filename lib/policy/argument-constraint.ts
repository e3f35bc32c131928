import { isDeepStrictEqual } from "node:util";
import type { ArgumentConstraint, GrantedValue } from "@/lib/identity/principal";

/**
 * What an argument would have to be, if it is not; undefined when every member of the constraint holds. A missing argument (`undefined`) fails all but `absent`.
 * Values are compared without conversion: `"5"` is not `5`.
 */
export function unmetConstraint(constraint: ArgumentConstraint, value: unknown): string | undefined {
  const { equals, oneOf, prefix, min, max, maxLength, absent } = constraint;
  if (absent) {
    if (value !== undefined) return "is left out";
    return hasOnlyAbsent(constraint) ? undefined : "is left out and given at once, which nothing can meet";
  }
  if (value === undefined) return "is given";
  if (equals !== undefined && !sameValue(equals, value)) return `is ${JSON.stringify(equals)}`;
  if (oneOf !== undefined && !oneOf.some((listed) => sameValue(listed, value)))
    return `is one of ${JSON.stringify(oneOf)}`;
  if (prefix !== undefined && !(typeof value === "string" && value.startsWith(prefix)))
    return `begins with ${JSON.stringify(prefix)}`;
  if (min !== undefined && !(typeof value === "number" && value >= min)) return `is at least ${min}`;
  if (max !== undefined && !(typeof value === "number" && value <= max)) return `is at most ${max}`;
  if (maxLength !== undefined && !(typeof value === "string" && value.length <= maxLength))
    return `is a text of at most ${maxLength} characters`;
  return undefined;
}

/**
 * Whether every value that meets `narrow` also meets `wide`. Errs on the side of no: it says yes only where the members of the constraints prove it.
 */
export function constraintImplies(narrow: ArgumentConstraint, wide: ArgumentConstraint): boolean {
  if (narrow.absent || wide.absent) return sameAbsence(narrow, wide);
  const finite = finiteValues(narrow);
  if (finite) return finite.every((value) => unmetConstraint(wide, value) === undefined);
  if (wide.equals !== undefined || wide.oneOf !== undefined) return false;
  return (
    impliesPrefix(narrow, wide) &&
    impliesBound(narrow.min, wide.min, (own, other) => own >= other) &&
    impliesBound(narrow.max, wide.max, (own, other) => own <= other) &&
    impliesBound(narrow.maxLength, wide.maxLength, (own, other) => own <= other)
  );
}

/** Both came out of a JSON text, so prototypes, cycles and NaN play no part. */
function sameValue(wanted: GrantedValue, given: unknown): boolean {
  return wanted === given || (typeof wanted === "object" && isDeepStrictEqual(wanted, given));
}

/** The values that a constraint leaves, where it lists them; those that break its other members are gone. */
function finiteValues(constraint: ArgumentConstraint): readonly GrantedValue[] | undefined {
  const listed = constraint.equals !== undefined ? [constraint.equals] : constraint.oneOf;
  return listed?.filter((value) => unmetConstraint(constraint, value) === undefined);
}

/** `absent` with another member can never be met; such a grant is refused rather than reasoned about. */
function sameAbsence(narrow: ArgumentConstraint, wide: ArgumentConstraint): boolean {
  return narrow.absent === true && wide.absent === true && hasOnlyAbsent(narrow) && hasOnlyAbsent(wide);
}

function hasOnlyAbsent(constraint: ArgumentConstraint): boolean {
  const { absent: _absent, ...rest } = constraint;
  return Object.values(rest).every((member) => member === undefined);
}

function impliesPrefix(narrow: ArgumentConstraint, wide: ArgumentConstraint): boolean {
  return wide.prefix === undefined || (narrow.prefix?.startsWith(wide.prefix) ?? false);
}

function impliesBound(
  own: number | undefined,
  other: number | undefined,
  within: (own: number, other: number) => boolean,
): boolean {
  return other === undefined || (own !== undefined && within(own, other));
}
