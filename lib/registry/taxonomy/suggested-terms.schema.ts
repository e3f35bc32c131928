import { z } from "zod";

/** A term that an asset's own words speak for. */
export const suggestedTerm = z.object({
  id: z.string(),
  title: z.string(),
  /** From 0 towards 1. */
  score: z.number(),
  /** The words that speak for it. */
  words: z.array(z.string()),
});
export type SuggestedTerm = z.infer<typeof suggestedTerm>;

export const suggestedTerms = z.object({
  skills: z.array(suggestedTerm),
  fields: z.array(suggestedTerm),
});
export type SuggestedTerms = z.infer<typeof suggestedTerms>;
