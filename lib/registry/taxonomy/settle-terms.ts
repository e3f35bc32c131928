import type { Db } from "@/db/client";
import { findAssetTerms } from "@/db/queries/taxonomies";
import { MeshError } from "@/lib/core/errors";
import { readTaxonomy } from "./read-taxonomy";
import { type DescribedParts, SURE, suggestTerms } from "./suggest-terms";
import type { Taxonomy } from "./taxonomy";

interface Terms {
  skills?: string[] | undefined;
  field?: string | undefined;
}

const MOST_TAKEN = 3;

/**
 * The terms under which an asset is registered: those that were given, else those that it has, else those that its own words speak for. What was taken without being given is said under `problems`, so that
 * somebody looks at it.
 * @throws MeshError `invalid_request` for a term that the vocabulary does not have
 */
export async function settleTerms(
  db: Db,
  asset: { kind: string; name: string } & Terms,
  parts: DescribedParts,
): Promise<Terms & { problems: string[] }> {
  const taxonomy = await readTaxonomy(db);
  assertKnown(taxonomy, asset);
  const known = await findAssetTerms(db, asset);
  const suggested = suggestTerms(taxonomy, parts);
  const problems: string[] = [];
  let { skills, field } = asset;
  if (!skills && !known?.skills.length) {
    const sure = suggested.skills.filter(({ score }) => score >= SURE).slice(0, MOST_TAKEN);
    skills = sure.map(({ id }) => id);
    const listed = sure.map(({ id, words }) => `${id} (${words.join(", ")})`).join(", ");
    problems.push(
      sure.length > 0
        ? `No skills were given; these were taken from what it says of itself: ${listed}.`
        : "No skills were given, and its own words speak for none: it is found by words only.",
    );
  }
  if (!field && !known?.field) {
    const [best] = suggested.fields;
    if (best && best.score >= SURE) {
      field = best.id;
      problems.push(`No field was given; ${best.id} was taken (${best.words.join(", ")}).`);
    }
  }
  return { ...(skills ? { skills } : {}), ...(field ? { field } : {}), problems };
}

/** @throws MeshError `invalid_request` naming each unknown term */
export function assertKnown(taxonomy: Taxonomy, { skills = [], field }: Terms): void {
  const has = (list: Taxonomy["skills"], id: string) => list.some((term) => term.id === id);
  const issues = [
    ...skills
      .filter((id) => !has(taxonomy.skills, id))
      .map((id) => ({ path: "skills", message: `The vocabulary has no skill ${id}.` })),
    ...(field !== undefined && !has(taxonomy.fields, field)
      ? [{ path: "field", message: `The vocabulary has no field ${field}.` }]
      : []),
  ];
  if (issues.length > 0)
    throw new MeshError(
      "invalid_request",
      "Some terms are not in the vocabulary; GET /api/v1/taxonomy lists it.",
      {
        issues,
      },
    );
}
