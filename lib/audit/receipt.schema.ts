import { z } from "zod";

/** What every change gives back: where it stands on record. */
export const receipt = z.object({
  /** The audit entry of the change. */
  entryId: z.uuid(),
});

export type Receipt = z.infer<typeof receipt>;
