import { operation } from "@/lib/identity/operation";
import { assertStewardOfAsset } from "../assert-steward";
import { assetDoorService } from "../asset-door";
import { labelReceipt, setLabelInput } from "./set-label.schema";

/** Points a label such as `production` at a version of an asset. Whoever asks for the asset by this label gets that version from then on. */
export const setLabel = operation({ permission: "registry:write" })
  .route({
    method: "PUT",
    path: "/assets/{kind}/{name}/labels/{label}",
    summary: "Point a label at a version",
    tags: ["registry"],
  })
  .input(setLabelInput)
  .output(labelReceipt)
  .handler(async ({ input, context }) => {
    const { kind, name, label, version } = input;
    await assertStewardOfAsset(context.database.db, context.principal, input);
    const moved = await context.services.get(assetDoorService).moveLabel(context, input);
    return { kind, name, label, version, ...moved };
  });
