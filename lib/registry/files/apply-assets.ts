import type { Db } from "@/db/client";
import { findDomain } from "@/db/queries/domains";
import { isMeshError } from "@/lib/core/errors";
import { authorOf } from "@/lib/identity/author";
import { type OperationContext, operation } from "@/lib/identity/operation";
import { registryService } from "../asset";
import { writeDomain } from "../write-domain";
import { applyAsset } from "./apply-asset";
import {
  type AppliedAsset,
  type ApplyAssetsOutput,
  applyAssetsInput,
  applyAssetsOutput,
} from "./apply-assets.schema";
import type { AssetFile, DomainFile } from "./asset-file.schema";
import { inOrderOfNeed } from "./in-order-of-need";

/**
 * Makes the registry what files say, what is named before what names it. One that cannot be applied is refused and says why; the others are applied. A dry run goes the whole way and takes everything back, so it knows what really would happen.
 */
export const applyAssets = operation({ permission: "registry:write" })
  .route({ method: "POST", path: "/apply", summary: "Make the registry what files say", tags: ["registry"] })
  .input(applyAssetsInput)
  .output(applyAssetsOutput)
  .handler(async ({ input, context }) => {
    const { dryRun, reason } = input;
    const assets = inOrderOfNeed(input.assets);
    const results: ApplyAssetsOutput = { domains: [], assets: [] };
    await context.database.db
      .transaction(async (tx) => {
        for (const file of input.domains) results.domains.push(await applyDomain(inside(context, tx), file));
        for (const file of assets) results.assets.push(await attempt(context, tx, file, reason));
        if (dryRun) throw new TakenBack();
      })
      .catch((err: unknown) => {
        if (!(err instanceof TakenBack)) throw err;
      });
    if (dryRun) return { ...results, assets: results.assets.map(withoutPassing) };
    // Policies of the next request may speak of what this one has registered.
    await context.services.get(registryService).refresh();
    return results;
  });

class TakenBack extends Error {}

/** The number of a change that was taken back would name another one later. */
function withoutPassing(asset: AppliedAsset): AppliedAsset {
  return asset.already ? asset : { ...asset, change: null };
}

/** The same context with everything that it does in this transaction. */
function inside(context: OperationContext, tx: Db): OperationContext {
  return { ...context, database: { ...context.database, db: tx } };
}

async function attempt(
  context: OperationContext,
  tx: Db,
  file: AssetFile,
  reason: string,
): Promise<AppliedAsset> {
  try {
    return await tx.transaction((savepoint) => applyAsset(inside(context, savepoint), file, reason));
  } catch (err) {
    if (!isMeshError(err)) throw err;
    const { kind, name } = file;
    const message = [err.message, err.remedy?.message].filter(Boolean).join(" ");
    const issues = err.issues?.length ? [...err.issues] : [{ path: "", message }];
    const none = { version: null, digest: null, change: null, already: false, fields: [] };
    return { kind, name, outcome: "refused", ...none, issues };
  }
}

async function applyDomain(
  { database, principal }: OperationContext,
  { domain, title, contact }: DomainFile,
): Promise<ApplyAssetsOutput["domains"][number]> {
  const known = await findDomain(database.db, domain);
  if (known && known.title === title && (known.contact ?? undefined) === contact) {
    return { domain, outcome: "unchanged", issues: [] };
  }
  await writeDomain(database.db, { name: domain, title, contact }, authorOf(principal));
  return { domain, outcome: known ? "updated" : "created", issues: [] };
}
