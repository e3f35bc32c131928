import type { Db } from "@/db/client";
import { deleteAssetLabel, upsertAssetLabel } from "@/db/queries/asset-labels";
import { findAssetVersion } from "@/db/queries/asset-versions";
import { findAssetForUpdate } from "@/db/queries/assets";
import { appendAudit } from "@/lib/audit/append-audit";
import { MeshError } from "@/lib/core/errors";
import type { Author } from "@/lib/identity/author";
import { reexamine } from "../certification/reexamine";

/** A label of an asset, and the version that it is to point at; null takes it away. */
export interface LabelMove {
  kind: string;
  name: string;
  label: string;
  version: number | null;
  /** Why; goes on record. */
  reason?: string | undefined;
}

/**
 * Points a label at a version, or takes it away, with its entry on record. A label that already points there stays as it is.
 * @returns the entry; null when nothing changed
 * @throws MeshError `not_found` for an unknown asset or version
 */
export async function moveLabel(db: Db, move: LabelMove, author: Author): Promise<string | null> {
  const { kind, name, label, version, reason } = move;
  return db.transaction(async (tx) => {
    const asset = await findAssetForUpdate(tx, { kind, name });
    if (!asset) throw new MeshError("not_found", `There is no ${kind} of that name.`);
    const target = version === null ? undefined : await findAssetVersion(tx, { kind, name, version });
    if (version !== null && !target) throw new MeshError("not_found", "There is no such version.");
    const before = target
      ? await upsertAssetLabel(tx, { assetId: asset.id, label, version: target.version, setBy: author.actor })
      : await deleteAssetLabel(tx, { assetId: asset.id, label });
    if (before === target?.version) return null;
    const entryId = await appendAudit(tx, {
      type: target ? "io.signalbox.asset.label.set" : "io.signalbox.asset.label.removed",
      ...author,
      object: `${kind}:${name}`,
      outcome: "ok",
      payload: {
        label,
        ...(target ? { version: target.version, digest: target.digest } : {}),
        before: before ?? null,
        ...(reason ? { reason } : {}),
      },
    });
    await reexamine(tx, { kind, name, by: author.actor });
    return entryId;
  });
}
