import type { Db } from "@/db/client";
import type { BoundPart } from "../certification/certification.schema";
import { boundDigestOf, partOf } from "../certification/read-bound";
import { ASSET_KINDS, type SpecOf } from "../kinds";
import { type NameReference, referenceText } from "../parse-reference";
import { type ResolvedVersion, resolveVersion } from "../resolve-version";
import { referencesOf } from "../specs/references";

/** A version of a suite with everything that decides what a result of it means. */
export interface SuiteBasis {
  suite: ResolvedVersion;
  spec: SpecOf<"suite">;
  /** The dataset or the golden examples that it runs on; undefined where they are gone. */
  cases: ResolvedVersion | undefined;
  /** The suite first, then its cases and the models and prompts that judge. */
  parts: BoundPart[];
  /** SHA-256 over the parts. */
  digest: string;
}

/** Reads the version of a suite that a reference means now. @returns undefined where there is none */
export async function readBasis(db: Db, reference: NameReference): Promise<SuiteBasis | undefined> {
  const suite = await resolveVersion(db, { kind: "suite", ...reference });
  const read = ASSET_KINDS.suite.safeParse(suite?.spec);
  if (!suite || !read.success) return undefined;
  const { name } = reference;
  const parts = [partOf({ kind: "suite", name, part: null, reference: name }, suite)];
  let cases: ResolvedVersion | undefined;
  for (const named of referencesOf("suite", read.data)) {
    const found = await resolveVersion(db, named);
    if (named.path === "cases") cases = found;
    const { kind, name: of } = named;
    parts.push(partOf({ kind, name: of, part: null, reference: referenceText(named) }, found));
  }
  return { suite, spec: read.data, cases, parts, digest: boundDigestOf(parts) };
}
