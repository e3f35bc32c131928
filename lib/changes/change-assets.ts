import { updateChange } from "@/db/queries/changes";
import { authorOf } from "@/lib/identity/author";
import type { OperationContext } from "@/lib/identity/operation";
import type { AssetDoor, ChangedAsset } from "@/lib/registry/asset-door";
import type { ChangeItem } from "./change-item.schema";
import { exemptionOf, isInForce, saysNothingNew } from "./exemption-of";
import { prepareItems } from "./prepare-items";
import { insertProposal } from "./propose-change";
import { proposeOnce } from "./propose-once";
import { putInForce } from "./put-in-force";
import { readItems } from "./stored-items";

/**
 * Puts several assets in force as one change, all of them or none: at once where none needs a review, otherwise when all have been reviewed. What is there already takes no part in it.
 * @throws MeshError as `prepareItems`, with paths by the place in `inputs`
 */
export const changeAssets: AssetDoor["putAll"] = (context, inputs, { title, reason }) =>
  context.database.db.transaction(async (tx) => {
    const proposed = inputs.map(({ kind, head: { name, ...head }, spec }) => ({
      op: "put" as const,
      kind,
      name,
      head,
      spec: spec as Record<string, unknown>,
    }));
    const prepared = await prepareItems(tx, proposed);
    const items = prepared.filter((item) => !(isInForce(item) && saysNothingNew(item)));
    const answer = (change: ChangedAsset["change"]) =>
      inputs.map(({ kind, head: { name } }) => {
        const item = prepared.find((one) => one.kind === kind && one.name === name);
        const taken = items.some((one) => one.kind === kind && one.name === name);
        return {
          kind,
          name,
          version: item?.baseVersion ?? null,
          digest: item?.baseDigest ?? null,
          changed: taken && change?.state === "applied",
          entryId: null,
          change: taken ? change : null,
        };
      });
    if (items.length === 0) return answer(null);
    const exempt = exemptionOfAll(context, items);
    if (!exempt) {
      const left = proposed.filter(({ kind, name }) =>
        items.some((one) => one.kind === kind && one.name === name),
      );
      const asked = { title, reason, items: left, prepared: items };
      const { entryId: _entry, ...change } = await proposeOnce(tx, context, asked);
      return answer(change);
    }
    const author = authorOf(context.principal);
    const change = await insertProposal(tx, context, { title, reason, items, exempt });
    await putInForce(tx, change, await readItems(tx, change.id), author);
    const set = { state: "applied", appliedAt: new Date(), appliedBy: author.actor };
    await updateChange(tx, { id: change.id, set });
    return answer({
      number: change.number,
      state: "applied",
      contentHash: change.contentHash,
      already: false,
    });
  });

/** Why none of them needs a review; undefined when one does. */
function exemptionOfAll(context: OperationContext, items: readonly ChangeItem[]) {
  const found = items.map((item) => exemptionOf(context, item));
  if (found.includes(undefined)) return undefined;
  return found.find((one) => one === "program") ?? found.find((one) => one === "rule") ?? found[0];
}
