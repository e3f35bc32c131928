import { z } from "zod";

const base64 = z.string().max(100);
const index = z.number().int().nonnegative();

/** All that is needed to check one entry without trusting the log. Hashes are in base64. */
export const entryProof = z.object({
  vkey: z.string(),
  /** The signed checkpoint that the entry is proven against. */
  checkpoint: z.string(),
  /** The leaf, exactly as hashed. */
  record: z.string(),
  index,
  inclusion: z.array(base64),
  treeSize: index,
  /** The details whose digest the record carries; null when there are none or they were erased. */
  payload: z.unknown(),
});
export type EntryProof = z.infer<typeof entryProof>;

/** What lists and filters read of an entry. It must say what the leaf says. */
export const entryColumns = z.object({
  id: z.string(),
  at: z.string().nullable(),
  type: z.string().nullable(),
  actor: z.string().nullable(),
  object: z.string().nullable(),
  outcome: z.string().nullable(),
  call: z.string().nullable(),
});
export type EntryColumns = z.infer<typeof entryColumns>;

/** What stands at one index: nothing when its row is gone. */
export const provenLeaf = z.object({
  index,
  found: z
    .object({
      record: z.string(),
      payload: z.unknown(),
      columns: entryColumns,
      inclusion: z.array(base64),
    })
    .nullable(),
});
export type ProvenLeaf = z.infer<typeof provenLeaf>;

/** Proofs of several leaves under one checkpoint, and that it extends an older one. */
export const provenLeaves = z.object({
  vkey: z.string(),
  checkpoint: z.string(),
  treeSize: index,
  /** Hashes that lead from the tree of `since` to this one (RFC 9162 section 2.1.4); null when `since` was not given or is larger than the tree. */
  consistency: z.array(base64).nullable(),
  leaves: z.array(provenLeaf),
});
export type ProvenLeaves = z.infer<typeof provenLeaves>;
