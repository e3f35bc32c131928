import { z } from "zod";

/** How a question is looked for: words must all occur; meaning finds what says the same in other words. */
export const SEARCH_MODES = ["words", "meaning"] as const;

/**
 * What came of searching by meaning. `used`; `reading`: some assets have not been read yet and are not found; `off` by setting and `failed`: the words were looked for instead.
 */
export const meaningUse = z.object({
  state: z.enum(["used", "reading", "off", "failed"]),
  read: z.number().int(),
  of: z.number().int(),
});
export type MeaningUse = z.infer<typeof meaningUse>;
