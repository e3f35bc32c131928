import type { Db } from "@/db/client";
import type { BoundPart } from "../certification/certification.schema";
import { boundDigestOf, partOf } from "../certification/read-bound";
import { ASSET_KINDS, type SpecOf } from "../kinds";
import { type NameReference, referenceText } from "../parse-reference";
import { type ResolvedVersion, resolveDigest, resolveVersion } from "../resolve-version";
import { referencesOf } from "../specs/references";

/** A version of a suite with everything that decides what a result of it means. */
export interface SuiteBasis {
  suite: ResolvedVersion;
  spec: SpecOf<"suite">;
  /** The suite first, then the dataset or the golden examples that it runs on, and the models and prompts that judge. */
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
  for (const named of referencesOf("suite", read.data)) {
    const { kind, name: of } = named;
    const part = { kind, name: of, part: null, reference: referenceText(named) };
    parts.push(partOf(part, await resolveDigest(db, named)));
  }
  return { suite, spec: read.data, parts, digest: boundDigestOf(parts) };
}
