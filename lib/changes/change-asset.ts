import type { Db } from "@/db/client";
import { updateAppliedVersion, updateChange } from "@/db/queries/changes";
import { isMeshError, MeshError } from "@/lib/core/errors";
import { authorOf } from "@/lib/identity/author";
import type { OperationContext } from "@/lib/identity/operation";
import type { AssetDoor, ChangedAsset } from "@/lib/registry/asset-door";
import type { AssetKind } from "@/lib/registry/kinds";
import { type LabelMove, moveLabel } from "@/lib/registry/labels/move-label";
import { type AssetInput, writeAsset } from "@/lib/registry/write-asset";
import { changeAssets } from "./change-assets";
import type { ChangeItem } from "./change-item.schema";
import { changeState } from "./change-lifecycle";
import type { Exemption } from "./change-names.schema";
import { exemptionOf, isInForce, saysNothingNew } from "./exemption-of";
import { prepareItems } from "./prepare-items";
import { insertProposal } from "./propose-change";
import { proposeOnce } from "./propose-once";

/** What stands behind the registry's door. */
export const assetDoor: AssetDoor = {
  put: changeAsset,
  putAll: changeAssets,
  moveLabel: changeLabel,
  changeState,
};

/**
 * Puts a version of an asset in force as a change of its own: at once where no review is needed, otherwise when it has been reviewed. The same content again changes nothing.
 * @throws MeshError as `prepareItems`
 */
async function changeAsset<K extends AssetKind>(
  context: OperationContext,
  input: Pick<AssetInput<K>, "kind" | "head" | "spec"> & { reason?: string },
): Promise<ChangedAsset> {
  const { kind, head, spec } = input;
  return context.database.db.transaction(async (tx) => {
    const { name, ...rest } = head;
    const proposed = { op: "put" as const, kind, name, head: rest, spec: spec as Record<string, unknown> };
    const [item] = await prepareItems(tx, [proposed]).catch(sayOfOne);
    if (!item) throw new Error("one item was proposed");
    const exempt = exemptionOf(context, item);
    if (exempt && isInForce(item)) {
      return {
        ...(await writeAsset(tx, { kind, head, spec, ...authorOf(context.principal) })),
        change: null,
      };
    }
    if (isInForce(item) && saysNothingNew(item)) {
      const { baseVersion: version, baseDigest: digest } = item;
      return { kind, name, version, digest, changed: false, entryId: null, change: null };
    }
    const title = `${item.baseVersion === null ? "Add" : "Change"} ${kind} ${name}`;
    const reason = input.reason ?? title;
    if (exempt) return applyAtOnce(tx, context, { kind, head, spec }, { title, reason, item, exempt });
    const { entryId, ...change } = await proposeOnce(tx, context, {
      title,
      reason,
      items: [proposed],
      prepared: [item],
    });
    return {
      kind,
      name,
      version: item.baseVersion,
      digest: item.baseDigest,
      changed: false,
      entryId,
      change,
    };
  });
}

/** Whoever writes one asset knows nothing of items: what is wrong with it is told as of its spec. */
function sayOfOne(err: unknown): never {
  if (!isMeshError(err) || !err.issues) throw err;
  const issues = err.issues.map(({ path, message }) => ({
    path: path.replace(/^items\.0\.(spec\.)?/, ""),
    message,
  }));
  throw new MeshError(err.code, err.message, { issues, cause: err });
}

/** Moves a label as a change of its own, by the same rules. */
async function changeLabel(
  context: OperationContext,
  { kind, name, label, version, reason }: LabelMove,
): ReturnType<AssetDoor["moveLabel"]> {
  return context.database.db.transaction(async (tx) => {
    const proposed = { op: "label" as const, kind, name, label, version };
    const [item] = await prepareItems(tx, [proposed]).catch(sayOfOne);
    if (item?.op !== "label") throw new Error("one label was proposed");
    if (item.body.before.version === version) return { entryId: null, change: null, already: false };
    const exempt = exemptionOf(context, item);
    const title =
      version === null
        ? `Take the label ${label} from ${kind} ${name}`
        : `Point ${label} of ${kind} ${name} at version ${version}`;
    const proposal = { title, reason: reason ?? title };
    if (!exempt) {
      const asked = { ...proposal, items: [proposed], prepared: [item] };
      const { entryId, number, already } = await proposeOnce(tx, context, asked);
      return { entryId, change: number, already };
    }
    const author = authorOf(context.principal);
    const { id } = await insertProposal(tx, context, { ...proposal, items: [item], exempt });
    const entryId = await moveLabel(tx, { kind, name, label, version, reason }, author);
    const set = { state: "applied", appliedAt: new Date(), appliedBy: author.actor };
    await updateChange(tx, { id, set });
    return { entryId, change: null, already: false };
  });
}

async function applyAtOnce<K extends AssetKind>(
  tx: Db,
  context: OperationContext,
  asset: Omit<AssetInput<K>, "actor" | "roles" | "change">,
  input: { title: string; reason: string; item: ChangeItem; exempt: Exemption },
): Promise<ChangedAsset> {
  const author = authorOf(context.principal);
  const { item, ...proposal } = input;
  const change = await insertProposal(tx, context, { ...proposal, items: [item] });
  // A first version needs no review; one on top of somebody else's, come in the same moment, does.
  const base = input.exempt === "program" ? {} : { base: item.baseVersion };
  const written = await writeAsset(tx, { ...asset, ...author, ...base, change: change.number });
  await updateAppliedVersion(tx, { changeId: change.id, position: 0, version: written.version });
  const set = { state: "applied", appliedAt: new Date(), appliedBy: author.actor };
  await updateChange(tx, { id: change.id, set });
  return {
    ...written,
    change: { number: change.number, state: "applied", contentHash: change.contentHash, already: false },
  };
}
