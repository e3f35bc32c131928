import { updateChange } from "@/db/queries/changes";
import { authorOf } from "@/lib/identity/author";
import { assertComesBack } from "@/lib/registry/assert-comes-back";
import { assertMayStop } from "@/lib/registry/assert-may-stop";
import type { AssetDoor } from "@/lib/registry/asset-door";
import { writeAssetState } from "@/lib/registry/write-asset-state";
import type { ChangeItem } from "./change-item.schema";
import { exemptionOf } from "./exemption-of";
import { prepareItems } from "./prepare-items";
import { insertProposal } from "./propose-change";
import { proposeOnce } from "./propose-once";
import { stateTitle } from "./state-words";

/** Alters an asset's state as a change of its own, by the same rules as its content: whoever would need a review for an edit needs one for this. */
export const changeState: AssetDoor["changeState"] = (context, input) =>
  context.database.db.transaction(async (tx) => {
    const { kind, name, reason, lifecycle, suspended } = input;
    const asked = {
      op: "state" as const,
      kind,
      name,
      ...(lifecycle === undefined ? {} : { lifecycle }),
      ...(suspended === undefined ? {} : { suspended }),
    };
    const [item] = await prepareItems(tx, [asked]);
    if (item?.op !== "state") throw new Error("one state was asked for");
    if (isSo(item)) return { kind, name, changed: false, entryId: null, change: null };
    const title = stateTitle(item);
    const exempt = exemptionOf(context, item);
    if (!exempt) {
      const proposal = { title, reason, items: [asked], prepared: [item] };
      const { entryId, ...change } = await proposeOnce(tx, context, proposal);
      return { kind, name, changed: false, entryId, change };
    }
    await assertMayStop(tx, context.principal, input);
    assertComesBack(context.services, input);
    const author = authorOf(context.principal);
    const { id, number, contentHash } = await insertProposal(tx, context, {
      title,
      reason,
      items: [item],
      exempt,
    });
    const entryId = await writeAssetState(tx, { ...input, change: number }, author);
    const set = { state: "applied", appliedAt: new Date(), appliedBy: author.actor };
    await updateChange(tx, { id, set });
    const change = { number, state: "applied", contentHash, already: false };
    return { kind, name, changed: true, entryId, change };
  });

function isSo({ body }: ChangeItem & { op: "state" }): boolean {
  const { lifecycle, suspended, before } = body;
  return (
    (lifecycle === undefined || lifecycle === before.lifecycle) &&
    (suspended === undefined || suspended === before.suspended)
  );
}
