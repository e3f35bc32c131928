import { z } from "zod";

const term = z.object({
  id: z.string(),
  title: z.string(),
  /** The term that it is a part of, where that is one of the vocabulary. */
  parent: z.string().nullable(),
  /** The same term in the Open Agentic Schema Framework, by path and by number. */
  oasf: z.string().nullable(),
  oasfId: z.number().int().nullable(),
});

export const vocabulary = z.object({ skills: z.array(term), fields: z.array(term) });
export type Vocabulary = z.infer<typeof vocabulary>;
