import { z } from "zod";

const term = z.object({
  id: z.string(),
  title: z.string(),
  /** The same term in the Open Agentic Schema Framework, by path and by number. */
  oasf: z.string().nullable(),
  oasfId: z.number().int().nullable(),
});

export const vocabulary = z.object({ skills: z.array(term), fields: z.array(term) });
export type Vocabulary = z.infer<typeof vocabulary>;
