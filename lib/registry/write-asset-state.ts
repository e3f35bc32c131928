import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { findAssetForUpdate, updateAssetState } from "@/db/queries/assets";
import { appendAudit } from "@/lib/audit/append-audit";
import { MeshError } from "@/lib/core/errors";
import type { Author } from "@/lib/identity/author";
import type { Lifecycle } from "./asset";
import { reexamine } from "./certification/reexamine";
import { REGISTRY_CHANNEL } from "./registry-channel";

export interface StateInput {
  kind: string;
  name: string;
  /** Why; goes on record. */
  reason: string;
  lifecycle?: Lifecycle | undefined;
  suspended?: boolean | undefined;
}

/**
 * Changes the state of an asset with its entry on record, in the caller's transaction.
 * @param check looks at the asset before anything changes
 * @returns the entry
 * @throws MeshError `not_found`, and what `check` throws
 */
export async function writeAssetState(
  tx: Db,
  input: StateInput,
  author: Author,
  check?: (asset: { domain: string }) => void,
): Promise<string> {
  const { kind, name, reason, lifecycle, suspended } = input;
  const asset = await findAssetForUpdate(tx, { kind, name });
  if (!asset) throw new MeshError("not_found", `There is no ${kind} of that name.`);
  check?.(asset);
  await updateAssetState(tx, {
    kind,
    name,
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(suspended === undefined ? {} : { suspendedReason: suspended ? reason : null }),
  });
  const entryId = await appendAudit(tx, {
    type: "io.signalbox.asset.state.changed",
    ...author,
    object: `${kind}:${name}`,
    outcome: "ok",
    payload: {
      reason,
      lifecycle,
      suspended,
      before: { lifecycle: asset.lifecycle, suspended: asset.suspendedReason !== null },
    },
  });
  await tx.execute(sql`select pg_notify(${REGISTRY_CHANNEL}, ${asset.id})`);
  await reexamine(tx, { kind, name, by: author.actor });
  return entryId;
}
