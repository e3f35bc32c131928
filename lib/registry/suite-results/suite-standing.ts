import type { Db } from "@/db/client";
import { findLatestResult, type SuiteResultWithParts } from "@/db/queries/suite-results";
import { type BoundPart, boundPart } from "../certification/certification.schema";
import { compareBound } from "../certification/compare-bound";
import { boundDigestOf } from "../certification/read-bound";
import { parseNameReference } from "../parse-reference";
import { readBasis } from "./read-basis";

/** What is known of a suite that is demanded of an asset. */
export interface SuiteStanding {
  /** As it is demanded: `safety@production`. */
  name: string;
  /** The version in force; null where there is none. */
  version: number | null;
  /** What came of the latest run that counts; undefined where none does. */
  passed: boolean | undefined;
  /** Why no run counts; undefined where one does. */
  why: string | undefined;
  /** The latest run, also one that does not count. */
  result: SuiteResultWithParts | undefined;
  /** The suite with what it names: a write of any of these is looked at. */
  rests: { kind: string; name: string }[];
}

/**
 * What came of a suite for exactly what is bound, by exactly the version of the suite in force with its cases and judges.
 * @param bound the asset itself first
 */
export async function readStanding(
  db: Db,
  reference: string,
  bound: readonly BoundPart[],
): Promise<SuiteStanding> {
  const named = parseNameReference(reference);
  const suite = named?.name ?? reference;
  const basis = named && (await readBasis(db, named));
  const parts = basis?.parts ?? [];
  const rests = [{ kind: "suite", name: suite }, ...parts.slice(1).map(({ kind, name }) => ({ kind, name }))];
  const standing = { name: reference, version: basis?.suite.version ?? null, rests };
  const [own] = bound;
  if (!basis || !own || parts[0]?.inUse !== true) {
    const why = basis ? "The suite is not in use." : "There is no such suite.";
    return { ...standing, passed: undefined, why, result: undefined };
  }
  const { kind, name } = own;
  const exactly = { boundDigest: boundDigestOf(bound), basisDigest: basis.digest };
  const counted = await findLatestResult(db, { suite, kind, name, exactly });
  if (counted) return { ...standing, passed: counted.isPass, why: undefined, result: counted };
  const other = await findLatestResult(db, { suite, kind, name });
  return { ...standing, passed: undefined, why: other && whyNot(other, parts, bound), result: other };
}

/** What has changed since a run that does not count. */
function whyNot(
  other: SuiteResultWithParts,
  basis: readonly BoundPart[],
  bound: readonly BoundPart[],
): string {
  const changed = [
    ...compareBound(inUse(boundPart.array().parse(other.bound)), inUse(bound)),
    ...compareBound(inUse(boundPart.array().parse(other.basis)), inUse(basis)),
  ];
  return `The latest run, which ${other.isPass ? "passed" : "failed"}, does not count: ${changed.join(" ")}`;
}

/** Whether something was in use then says nothing about the run. */
function inUse(parts: readonly BoundPart[]): BoundPart[] {
  return parts.map((part) => ({ ...part, inUse: true }));
}
