import { z } from "zod";

/** One thing that differs between two versions of an asset. */
export const changeLine = z.object({
  change: z.enum(["added", "removed", "changed"]),
  /** What it is about, as members of the spec: `tools.lookup.description`. */
  path: z.string(),
  /** In words, a sentence without its full stop. Names and texts in it are the asset's own and may be a stranger's. */
  text: z.string(),
});
export type ChangeLine = z.infer<typeof changeLine>;
