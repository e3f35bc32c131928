import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { assertStewardOfAsset } from "../assert-steward";
import { moveLabel } from "./move-label";
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
    const { db } = context.database;
    await assertStewardOfAsset(db, context.principal, input);
    const entryId = await moveLabel(db, input, authorOf(context.principal));
    return { kind, name, label, version, entryId };
  });
