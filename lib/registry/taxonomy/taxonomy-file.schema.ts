import { z } from "zod";

/** A term's id: an own word, or a path as OASF writes it. */
export const termId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_/-]{0,199}$/, "Lower-case letters, digits, dash, underscore and slash.");

const fileTerm = z.object({
  /** The id of the term; in a flattened OASF file its path. */
  name: termId,
  caption: z.string().trim().min(1).max(200),
  /** The number of the term below its parent. */
  uid: z.number().int().min(0).max(999).optional(),
  /** Words by which the term is recognised; those of its caption when missing. */
  words: z.array(z.string().trim().min(1).max(60)).max(50).optional(),
  /** The path of the OASF term that means the same, where `name` is an own word. */
  oasf: termId.optional(),
});

/** A taxonomy as a file: skills and fields (OASF calls them domains), each with a path and a caption. */
export const taxonomyFile = z.object({
  skills: z.array(fileTerm).max(5000).default([]),
  domains: z.array(fileTerm).max(5000).default([]),
});
export type TaxonomyFile = z.infer<typeof taxonomyFile>;
export type FileTerm = z.infer<typeof fileTerm>;
