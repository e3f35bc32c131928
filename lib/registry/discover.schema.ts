import { z } from "zod";
import { DATA_CLASSES } from "./asset";
import { meaningUse, SEARCH_MODES } from "./meaning/meaning-use.schema";

export const discoverInput = z.object({
  kind: z.enum(["agent", "mcp-server", "model"]).optional().describe("Only this kind."),
  skill: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe("A skill of the common vocabulary (tool taxonomy), or an agent's own skill by id or tag."),
  q: z.string().trim().min(1).max(200).optional().describe("Words, or what is needed in a sentence."),
  mode: z
    .enum(SEARCH_MODES)
    .default("words")
    .describe("words: all words of q occur. meaning: what comes closest to q in what it means."),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DiscoverInput = z.output<typeof discoverInput>;

const found = z.object({
  kind: z.string(),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  domain: z.string(),
  certified: z.boolean(),
  dataClass: z.enum(DATA_CLASSES),
  version: z.number().int(),
  tags: z.array(z.string()),
  /** Skills by the common vocabulary. */
  terms: z.array(z.string()),
  field: z.string().nullable(),
  /** Skills of an agent, tools of a server. */
  skills: z.array(
    z.object({ id: z.string(), name: z.string(), description: z.string(), tags: z.array(z.string()) }),
  ),
  /** Where the mesh serves it. */
  path: z.string(),
  /** How close it comes to the question, from 0 to 1; only in a search by meaning. */
  score: z.number().optional(),
});
export type Found = z.infer<typeof found>;

export const discoverOutput = z.object({
  results: z.array(found),
  total: z.number().int(),
  /** What came of searching by meaning. */
  meaning: meaningUse.optional(),
});
