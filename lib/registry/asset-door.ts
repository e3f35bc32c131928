import { z } from "zod";
import { serviceKey } from "@/lib/core/services";
import type { OperationContext } from "@/lib/identity/operation";
import type { AssetKind } from "./kinds";
import type { LabelMove } from "./labels/move-label";
import { type AssetInput, writtenAsset } from "./write-asset";
import type { StateInput } from "./write-asset-state";

/** The change request that an alteration became. */
const becameChange = z.object({
  number: z.number().int(),
  /** `applied` when it took effect at once, else how far it is: `review` while it waits for somebody's approval. */
  state: z.string(),
  /** SHA-256 in hex: what approvals are bound to. */
  contentHash: z.string(),
  /** True when the same had been asked for before and is still under way: nothing new was asked. */
  already: z.boolean(),
});

/** What a door that alters an asset answers: what is in force now, and the change request that it became. */
export const changedAsset = writtenAsset.extend({
  /** The version in force; null for a first one that waits for its review. */
  version: writtenAsset.shape.version.nullable(),
  /** SHA-256 of that version's canonical JSON in hex. */
  digest: writtenAsset.shape.digest.nullable(),
  /** Null when the content was in force already. */
  change: becameChange.nullable(),
});
export type ChangedAssetAnswer = z.infer<typeof changedAsset>;
export type ChangedAsset = Omit<ChangedAssetAnswer, "problems">;

/** What an alteration of an asset's state answers. */
export const changedState = z.object({
  kind: z.string(),
  name: z.string(),
  /** False when it was so already, or waits for its review. */
  changed: z.boolean(),
  /** The entry on record; null when nothing new is. */
  entryId: z.uuid().nullable(),
  /** Null for what took effect as no change of its own: a suspension, or what was so already. */
  change: becameChange.nullable(),
});
export type ChangedState = z.infer<typeof changedState>;

/** The way through which operations alter assets. Behind it stand the change requests, which know who has to look first; the registry does not know them. */
export interface AssetDoor {
  /** @throws MeshError `invalid_request`, `not_found` for an unknown domain, `conflict` when the name belongs to another domain's asset, `asset_retired` */
  put<K extends AssetKind>(
    context: OperationContext,
    input: Pick<AssetInput<K>, "kind" | "head" | "spec"> & { reason?: string },
  ): Promise<ChangedAsset>;
  /**
   * Several assets as one change: all of them, or none.
   * @returns in the order of `inputs`
   * @throws MeshError as `put`, with the paths of issues by `items.<place in inputs>`
   */
  putAll(
    context: OperationContext,
    inputs: readonly Pick<AssetInput<AssetKind>, "kind" | "head" | "spec">[],
    about: { title: string; reason: string },
  ): Promise<ChangedAsset[]>;
  /**
   * Points a label at a version, or takes it away: who asks for an asset by its label gets another content from then on.
   * @throws MeshError `not_found` for an unknown asset or version
   */
  moveLabel(
    context: OperationContext,
    move: LabelMove,
  ): Promise<{ entryId: string | null; change: number | null; already: boolean }>;
  /**
   * Takes an asset through its life, or puts a suspended one back: at once where no review is needed.
   * @throws MeshError `not_found`, `permission_denied`, `invalid_request` for a policy that no longer fits
   */
  changeState(context: OperationContext, state: StateInput): Promise<ChangedState>;
}

export const assetDoorService = serviceKey<AssetDoor>("asset-door");
