import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { assertStewardOfAsset } from "../assert-steward";
import { moveLabel } from "./move-label";
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
    const { db } = context.database;
    await assertStewardOfAsset(db, context.principal, input);
    const entryId = await moveLabel(db, { ...input, version: null }, authorOf(context.principal));
    return { kind, name, label, version: null, entryId };
  });
