import { z } from "zod";

const base64 = z.string().max(100);

/** All that is needed to check one entry without trusting the log. Hashes are in base64. */
export const entryProof = z.object({
  vkey: z.string(),
  /** The signed checkpoint that the entry is proven against. */
  checkpoint: z.string(),
  /** The leaf, exactly as hashed. */
  record: z.string(),
  index: z.number().int().nonnegative(),
  inclusion: z.array(base64),
  treeSize: z.number().int().nonnegative(),
  /** The details whose digest the record carries; null when there are none or they were erased. */
  payload: z.unknown(),
});
export type EntryProof = z.infer<typeof entryProof>;

/** Where one entry of a call stands: in the tree with its proof, or on record and about to enter it. */
export const callProofPart = z.object({
  part: z.enum(["intent", "outcome"]),
  proof: entryProof.nullable(),
});

export const callProof = z.array(callProofPart);
export type CallProof = z.infer<typeof callProof>;
