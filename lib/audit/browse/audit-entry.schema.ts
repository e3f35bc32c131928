import { z } from "zod";
import { entryProof } from "@/lib/audit/browse/entry-proof.schema";
import { AUDIT_RESULTS } from "../audit-types.schema";

const index = z.number().int().nonnegative();

/** What a sentence about an entry may say besides who did what: a few plain members of its details. */
export const entryDetails = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type EntryDetails = z.infer<typeof entryDetails>;

/** An entry as lists show it. */
export const auditEntrySummary = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  type: z.string(),
  /** `kind:id` */
  actor: z.string(),
  /** What the actor is called now; null when it has no name but its id. */
  actorName: z.string().nullable(),
  /** The role that the actor had then; null for who has none and for entries that do not say. */
  role: z.string().nullable(),
  /** `kind:name` */
  object: z.string(),
  objectName: z.string().nullable(),
  outcome: z.string(),
  result: z.enum(AUDIT_RESULTS),
  callId: z.uuid().nullable(),
  details: entryDetails,
  /** Null while it is not in the tree. */
  index: index.nullable(),
  /** `outside`: the tree has gone past it without it, so somebody put it there by hand. */
  standing: z.enum(["in_tree", "pending", "outside"]),
});
export type AuditEntrySummary = z.infer<typeof auditEntrySummary>;

export const listAuditEntriesOutput = z.object({
  items: z.array(auditEntrySummary),
  /** Give it as `before` for the next page; null at the end. */
  next: z.uuid().nullable(),
  /** Size of the tree when the page was read: where a live reader goes on. */
  end: index,
});
export type ListAuditEntriesOutput = z.infer<typeof listAuditEntriesOutput>;

/** Two versions of the same thing. */
export const entryChange = z.object({ before: z.unknown(), after: z.unknown() });

/** Everything about one entry. */
export const auditEntryDetail = auditEntrySummary.extend({
  /** The canonical text that the tree hashes. */
  leaf: z.string(),
  /** The details whose digest the leaf carries; null when there are none or they were erased. */
  payload: z.unknown(),
  /** What it changed, where the entry says so. */
  change: entryChange.nullable(),
  /** Other entries of the same trace, call or commit, oldest first. */
  related: z.object({
    by: z.enum(["trace", "commit"]),
    items: z.array(auditEntrySummary),
    /** There are more than are listed. */
    cut: z.boolean(),
  }),
  traceId: z.string().nullable(),
  proof: entryProof.nullable(),
});
export type AuditEntryDetail = z.infer<typeof auditEntryDetail>;

/** The log as it stands. */
export const auditStatus = z.object({
  origin: z.string(),
  vkeys: z.array(z.string()),
  /** Entries in the tree. */
  size: index,
  /** When the newest checkpoint was signed; null before the first entry. */
  signedAt: z.iso.datetime().nullable(),
  /** When the oldest entry that is kept was written. */
  oldestAt: z.iso.datetime().nullable(),
});
export type AuditStatus = z.infer<typeof auditStatus>;
