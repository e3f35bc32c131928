import { operation } from "@/lib/identity/operation";
import { assertStewardOfAsset } from "../assert-steward";
import { assetDoorService } from "../asset-door";
import { labelReceipt, removeLabelInput } from "./set-label.schema";

/** Takes a label away. Whoever asks for the asset by it finds nothing from then on. */
export const removeLabel = operation({ permission: "registry:write" })
  .route({
    method: "DELETE",
    path: "/assets/{kind}/{name}/labels/{label}",
    summary: "Take a label away",
    tags: ["registry"],
  })
  .input(removeLabelInput)
  .output(labelReceipt)
  .handler(async ({ input, context }) => {
    const { kind, name, label } = input;
    await assertStewardOfAsset(context.database.db, context.principal, input);
    const moved = await context.services
      .get(assetDoorService)
      .moveLabel(context, { ...input, version: null });
    return { kind, name, label, version: null, ...moved };
  });
