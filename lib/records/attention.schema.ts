import { z } from "zod";

const count = z.number().int().nonnegative();
const since = z.iso.datetime();

/** Something that a person should look at. The words and the way there are the console's. */
export const attentionItem = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("suspended"),
    assetKind: z.string(),
    name: z.string(),
    reason: z.string().nullable(),
    since,
  }),
  z.object({ kind: z.literal("failing"), assetKind: z.string(), name: z.string(), since }),
  z.object({ kind: z.literal("outcome_unknown"), calls: count, since }),
  z.object({ kind: z.literal("held"), calls: count, since }),
  /** `recent` in the last hour, `usual` in an hour of the day before. */
  z.object({ kind: z.literal("denied"), caller: z.string(), recent: count, usual: z.number(), since }),
  z.object({ kind: z.literal("unpriced"), calls: count, since }),
  /** Entries that have waited for a signed checkpoint since then. */
  z.object({ kind: z.literal("unsigned_log"), since }),
  /** Changes that others have handed in and that lack an approval. */
  z.object({ kind: z.literal("review"), changes: count }),
  /** A change that took effect without a review, and until when it holds. */
  z.object({ kind: z.literal("review_owed"), change: count, title: z.string(), due: z.iso.datetime() }),
  z.object({ kind: z.literal("old_key"), purpose: z.string(), kid: z.string(), days: count }),
]);
export type AttentionItem = z.infer<typeof attentionItem>;

export const attention = z.object({
  /** The most urgent first. */
  items: z.array(attentionItem),
  at: z.iso.datetime(),
});
export type Attention = z.infer<typeof attention>;
