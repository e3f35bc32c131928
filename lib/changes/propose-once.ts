import type { Db } from "@/db/client";
import { findOpenChange, lockContent } from "@/db/queries/open-changes";
import type { OperationContext } from "@/lib/identity/operation";
import type { ChangeAnswer } from "./change-answer.schema";
import type { ChangeItem, ProposedItem } from "./change-item.schema";
import { contentHashOf } from "./prepare-items";
import { propose } from "./propose-change";

/** A change that somebody or something has asked for: the one that was there before, or a new one. */
type AskedChange = Omit<ChangeAnswer, "entryId"> & {
  /** Null where nothing new is on record. */
  entryId: ChangeAnswer["entryId"] | null;
  /** The same had been asked for already and is under way. */
  already: boolean;
};

/**
 * Asks for a change, unless exactly the same is under way: then that one is the answer, whoever asked for it. So the same files, applied again before their change has been reviewed, do not ask twice, also not at the same moment.
 * @param prepared the items as `prepareItems` reads them
 */
export async function proposeOnce(
  tx: Db,
  context: OperationContext,
  input: { title: string; reason: string; items: readonly ProposedItem[]; prepared: readonly ChangeItem[] },
): Promise<AskedChange> {
  const { prepared, ...proposal } = input;
  const contentHash = contentHashOf(prepared);
  await lockContent(tx, { contentHash });
  const open = await findOpenChange(tx, { contentHash });
  if (open) return { ...open, contentHash, entryId: null, already: true };
  return { ...(await propose(tx, context, { ...proposal, draft: false })), already: false };
}
