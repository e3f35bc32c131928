import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { findAssetForUpdate, updateAssetState } from "@/db/queries/assets";
import { appendAudit } from "@/lib/audit/append-audit";
import { MeshError } from "@/lib/core/errors";
import type { Author } from "@/lib/identity/author";
import { comesBack } from "./assert-comes-back";
import type { Lifecycle } from "./asset";
import { reexamine } from "./certification/reexamine";
import { assertOwnPolicyIds, holdPolicyIds } from "./policy-ids";
import { REGISTRY_CHANNEL } from "./registry-channel";

export interface StateInput {
  kind: string;
  name: string;
  /** Why; goes on record. */
  reason: string;
  lifecycle?: Lifecycle | undefined;
  suspended?: boolean | undefined;
  /** What is told of a suspension; the reason without it. */
  why?: string | undefined;
  /** Number of the change request that this is part of. */
  change?: number | undefined;
}

/**
 * Changes the state of an asset with its entry on record, in the caller's transaction.
 * @returns the entry
 * @throws MeshError `not_found`, `invalid_request` for a policy whose id another has taken
 */
export async function writeAssetState(tx: Db, input: StateInput, author: Author): Promise<string> {
  const { kind, name, reason, lifecycle, suspended, why = reason, change } = input;
  if (kind === "policy") await holdPolicyIds(tx);
  const asset = await findAssetForUpdate(tx, { kind, name });
  if (!asset) throw new MeshError("not_found", `There is no ${kind} of that name.`);
  await updateAssetState(tx, {
    kind,
    name,
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(suspended === undefined ? {} : { suspendedReason: suspended ? why : null }),
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
      ...(change === undefined ? {} : { change }),
    },
  });
  if (kind === "policy" && comesBack(input)) await assertOwnPolicyIds(tx, name);
  await tx.execute(sql`select pg_notify(${REGISTRY_CHANNEL}, ${asset.id})`);
  await reexamine(tx, { kind, name, by: author.actor });
  return entryId;
}
