import { z } from "zod";
import type { Db } from "@/db/client";
import { MeshError } from "@/lib/core/errors";
import { authorOf } from "@/lib/identity/author";
import { type OperationContext, operation } from "@/lib/identity/operation";
import { assertMayStop } from "./assert-may-stop";
import { assertStewardOfAsset } from "./assert-steward";
import { LIFECYCLES } from "./asset";
import { assetDoorService, type ChangedState, changedState } from "./asset-door";
import { assetKinds } from "./kinds";
import { assetName } from "./write-asset";
import { writeAssetState } from "./write-asset-state";

export const changeAssetStateInput = z.object({
  kind: z.enum(assetKinds),
  name: assetName,
  /** Why; goes on record. */
  reason: z.string().trim().min(1).max(1000),
  lifecycle: z.enum(LIFECYCLES).optional(),
  /** True takes the asset out of traffic at once, false puts it back. */
  suspended: z.boolean().optional(),
});

/**
 * Takes an asset through its life, or in and out of traffic. A suspension holds on every replica within a second; whatever loosens or ends something waits for the review that an edit of the asset would need.
 */
export const changeAssetState = operation({ permission: "registry:write" })
  .route({
    method: "POST",
    path: "/assets/{kind}/{name}/state",
    summary: "Suspend, resume, deprecate, retire",
    tags: ["registry"],
  })
  .input(changeAssetStateInput)
  .output(changedState)
  .handler(({ input, context }) => {
    const { kind, name, reason, lifecycle, suspended } = input;
    if (lifecycle === undefined && suspended === undefined) {
      throw new MeshError("invalid_request", "Say what to change: lifecycle or suspended.");
    }
    return context.database.db.transaction(async (tx): Promise<ChangedState> => {
      await assertStewardOfAsset(tx, context.principal, input);
      const entryId = suspended ? await suspend(tx, context, input) : null;
      if (suspended && lifecycle === undefined) return { kind, name, changed: true, entryId, change: null };
      const inside = { ...context, database: { ...context.database, db: tx } };
      const state = { kind, name, reason, lifecycle, ...(suspended ? {} : { suspended }) };
      const answer = await context.services.get(assetDoorService).changeState(inside, state);
      return { ...answer, changed: answer.changed || entryId !== null, entryId: answer.entryId ?? entryId };
    });
  });

/** Stopping must not wait for a meeting. @throws MeshError `permission_denied` */
async function suspend(
  tx: Db,
  { principal }: OperationContext,
  { kind, name, reason }: z.infer<typeof changeAssetStateInput>,
): Promise<string> {
  await assertMayStop(tx, principal, { kind, name });
  return writeAssetState(tx, { kind, name, reason, suspended: true }, authorOf(principal));
}
