import { z } from "zod";
import { assetRef } from "../asset-ref.schema";
import { labelName, RESERVED_LABELS } from "../kinds/reference";

/** A label that people may set; `live` and its like are the mesh's own. */
export const assetLabel = labelName.refine((name) => !(RESERVED_LABELS as readonly string[]).includes(name), {
  message: "live and latest always mean the version in traffic and the newest one.",
});
const reason = z.string().trim().max(1000).optional();

export const setLabelInput = assetRef.extend({
  label: assetLabel,
  /** The version that it is to point at. */
  version: z.coerce.number().int().min(1),
  /** Why; goes on record. */
  reason,
});

export const removeLabelInput = assetRef.extend({ label: assetLabel, reason });

export const labelReceipt = z.object({
  kind: z.string(),
  name: z.string(),
  label: z.string(),
  /** Null when the label is gone. */
  version: z.number().int().nullable(),
  /** The step on record; null when nothing changed. */
  entryId: z.uuid().nullable(),
  /** The change request that others have to approve first; null when the label has moved. */
  change: z.number().int().nullable(),
});
