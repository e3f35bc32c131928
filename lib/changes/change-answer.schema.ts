import { z } from "zod";
import { CHANGE_STATES } from "./change-names.schema";

/** Names one change in a path. */
export const changeRef = z.object({ number: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

/** What every step of a change answers. */
export const changeAnswer = z.object({
  number: z.number().int(),
  state: z.enum(CHANGE_STATES),
  /** SHA-256 of the content in hex: what approvals are bound to. */
  contentHash: z.string(),
  /** The step on record. */
  entryId: z.uuid(),
});
export type ChangeAnswer = z.infer<typeof changeAnswer>;

export const note = z.string().trim().max(4000);
export const reason = z.string().trim().min(1).max(4000);
