import { z } from "zod";
import { MeshError } from "@/lib/core/errors";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { assertComesBack } from "./assert-comes-back";
import { assertMayStop } from "./assert-may-stop";
import { assertSteward } from "./assert-steward";
import { LIFECYCLES } from "./asset";
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

/** Changes an asset's lifecycle, or takes it out of traffic. In force on every replica within a second. */
export const changeAssetState = operation({ permission: "registry:write" })
  .route({
    method: "POST",
    path: "/assets/{kind}/{name}/state",
    summary: "Suspend, deprecate, retire",
    tags: ["registry"],
  })
  .input(changeAssetStateInput)
  .output(z.object({ kind: z.string(), name: z.string(), /** The change on record. */ entryId: z.uuid() }))
  .handler(async ({ input, context }) => {
    const { kind, name, lifecycle, suspended } = input;
    if (lifecycle === undefined && suspended === undefined) {
      throw new MeshError("invalid_request", "Say what to change: lifecycle or suspended.");
    }
    assertComesBack(context.services, input);
    const entryId = await context.database.db.transaction(async (tx) => {
      await assertMayStop(tx, context.principal, input);
      return writeAssetState(tx, input, authorOf(context.principal), ({ domain }) =>
        assertSteward(context.principal, domain),
      );
    });
    return { kind, name, entryId };
  });
