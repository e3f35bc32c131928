import { z } from "zod";
import { changeLine } from "@/lib/registry/diff/change-line.schema";
import { assetUsers } from "@/lib/registry/list-asset-users.schema";
import { changeAnswer } from "./change-answer.schema";
import { ITEM_OPS } from "./change-item.schema";
import {
  CHANGE_BOXES,
  CHANGE_STATES,
  CHECK_OUTCOMES,
  EXEMPTIONS,
  REVIEWER_GROUPS,
  RISKS,
  VERDICTS,
} from "./change-names.schema";

/** A party of a change with the name that it has now. */
const party = z.object({ ref: z.string(), name: z.string() });

const subject = z.object({
  position: z.number().int(),
  kind: z.string(),
  name: z.string(),
  domain: z.string(),
  op: z.enum(ITEM_OPS),
  /** Null for an asset that did not exist. */
  baseVersion: z.number().int().nullable(),
});

export const changeSummary = z.object({
  number: z.number().int(),
  title: z.string(),
  state: z.enum(CHANGE_STATES),
  author: party,
  /** Whom the author acts for; null when for nobody else. */
  subject: party.nullable(),
  domains: z.array(z.string()),
  exempt: z.enum(EXEMPTIONS).nullable(),
  items: z.array(subject),
  risk: z.enum(RISKS),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  appliedAt: z.iso.datetime().nullable(),
  applyAt: z.iso.datetime().nullable(),
  /** Applied without a review that is still owed by then. */
  reviewDueAt: z.iso.datetime().nullable(),
});
export type ChangeSummary = z.infer<typeof changeSummary>;

export const changeRequirement = z.object({
  domain: z.string(),
  from: z.enum(REVIEWER_GROUPS),
  approvals: z.number().int(),
  because: z.string(),
  approvedBy: z.array(party),
  missing: z.number().int(),
});

export const changeDetail = changeSummary.extend({
  reason: z.string(),
  revision: z.number().int(),
  contentHash: changeAnswer.shape.contentHash,
  editors: z.array(party),
  /** The share of the calls that gets it, in per cent, and when it is taken back by itself; null unless it is tried now. */
  canary: z.object({ share: z.number().int(), until: z.iso.datetime() }).nullable(),
  appliedBy: party.nullable(),
  /** The change that this one takes back, and the one that takes this one back. */
  reverts: z.number().int().nullable(),
  revertedBy: z.number().int().nullable(),
  items: z.array(
    subject.extend({
      baseDigest: z.string().nullable(),
      appliedVersion: z.number().int().nullable(),
      /** What is live now is not what the content was written against, or it is retired by now and the content says nothing of that. */
      conflict: z.object({ version: z.number().int().nullable(), retired: z.boolean() }).nullable(),
      /** What differs from what it was written against, in words: of a label between the versions that it points at before and after; of a state what comes of it. */
      words: z.array(changeLine),
      /** For what would be retired: what still uses it. Null for anything else, and when it has ended. */
      usedBy: assetUsers.nullable(),
      /** What it was written against and what it asks for: for `put` head and spec, for `state` the members that change. */
      before: z.record(z.string(), z.unknown()).nullable(),
      after: z.record(z.string(), z.unknown()),
    }),
  ),
  approval: z.object({
    approved: z.boolean(),
    requirements: z.array(changeRequirement),
    blockedBy: z.array(party),
    failing: z.array(z.string()),
  }),
  checks: z.array(
    z.object({
      name: z.string(),
      required: z.boolean(),
      outcome: z.enum(CHECK_OUTCOMES),
      findings: z.array(z.string()),
      at: z.iso.datetime(),
    }),
  ),
  reviews: z.array(
    z.object({
      id: z.uuid(),
      reviewer: party,
      verdict: z.enum(VERDICTS),
      note: z.string(),
      /** Given for the content as it is now. */
      current: z.boolean(),
      lentBy: z.array(party),
      at: z.iso.datetime(),
    }),
  ),
  comments: z.array(
    z.object({
      id: z.uuid(),
      author: party,
      body: z.string(),
      position: z.number().int().nullable(),
      line: z.number().int().nullable(),
      revision: z.number().int(),
      resolvedBy: party.nullable(),
      /** The reader may say whether it is dealt with. */
      mayResolve: z.boolean(),
      /** Kept for the reader's review; nobody else sees it. */
      pending: z.boolean(),
      /** The review that it was sent with. */
      review: z.uuid().nullable(),
      at: z.iso.datetime(),
    }),
  ),
  /** Whose inbox tells what happens to it. */
  watchers: z.array(party),
  /** What the reader may do now; the reason why not for the rest. */
  mine: z.object({
    /** The reader wrote some of it. */
    maker: z.boolean(),
    /** The reader's approval would count for some requirement. */
    counts: z.boolean(),
    verdict: z.enum(VERDICTS).nullable(),
    /** Their inbox tells what happens to it. */
    watching: z.boolean(),
  }),
});
export type ChangeDetail = z.infer<typeof changeDetail>;

export const listChangesInput = z.object({
  /** Everything without it. */
  box: z.enum(CHANGE_BOXES).optional(),
  state: z
    .union([z.array(z.enum(CHANGE_STATES)).max(10), z.enum(CHANGE_STATES).transform((one) => [one])])
    .optional(),
  domain: z.string().min(1).max(100).optional(),
  /** `kind:name` */
  asset: z
    .string()
    .regex(/^[a-z-]+:.{1,200}$/)
    .optional(),
  /** Also what took effect without a review, such as registrations. */
  all: z.stringbool().or(z.boolean()).default(false),
  /** Number of the last change of the page before. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListChangesInput = z.output<typeof listChangesInput>;

export const changeList = z.object({
  items: z.array(changeSummary),
  /** How many there are of this box in all. */
  total: z.number().int(),
  more: z.boolean(),
  /** How many wait for the reader. */
  waiting: z.number().int(),
});
export type ChangeList = z.infer<typeof changeList>;
