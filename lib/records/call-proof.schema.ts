import { z } from "zod";
import { entryProof } from "@/lib/audit/browse/entry-proof.schema";

/** Where one entry of a call stands: in the tree with its proof, or on record and about to enter it. */
export const callProofPart = z.object({
  part: z.enum(["intent", "outcome"]),
  proof: entryProof.nullable(),
});

export const callProof = z.array(callProofPart);
export type CallProof = z.infer<typeof callProof>;
