import { z } from "zod";
import { auditEntrySummary } from "../browse/audit-entry.schema";

export const inbox = z.object({
  /** Newest first. */
  items: z.array(auditEntrySummary.extend({ unread: z.boolean() })),
  /** Among the items. */
  unread: z.number().int().nonnegative(),
  /** There are older ones. */
  more: z.boolean(),
});
export type Inbox = z.infer<typeof inbox>;

export const markInboxReadInput = z.object({
  /** The newest entry that was seen. */
  entryId: z.uuid(),
});
