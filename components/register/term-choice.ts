import type { SuggestedTerm } from "@/lib/registry/taxonomy/suggested-terms.schema";
import type { RegisterDraft } from "./register-search";

/** From this score on a suggestion is chosen before anybody has looked. */
const SURE = 0.5;
const MOST_TAKEN = 3;
export const MOST_SKILLS = 20;

/** The suggestions that are chosen at first, best first. */
export function sureTerms(suggested: readonly SuggestedTerm[]): string[] {
  return suggested
    .filter(({ score }) => score >= SURE)
    .slice(0, MOST_TAKEN)
    .map(({ id }) => id);
}

/** Whether what callers look for is said: an agent and a server need a skill, a model does not. */
export function hasTerms({ kind, skills }: Pick<RegisterDraft, "kind" | "skills">): boolean {
  return kind === "model" || (skills?.length ?? 0) > 0;
}

/** A chosen term taken out, or another one added at the end. */
export function toggleTerm(chosen: readonly string[], id: string): string[] {
  return chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(0, MOST_SKILLS);
}
