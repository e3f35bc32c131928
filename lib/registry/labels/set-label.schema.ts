import { z } from "zod";
import { assetRef } from "../asset-ref.schema";
import { labelName, RESERVED_LABELS } from "../kinds/reference";

const label = labelName.refine((name) => !(RESERVED_LABELS as readonly string[]).includes(name), {
  message: "live and latest always mean the version in traffic and the newest one.",
});
const reason = z.string().trim().max(1000).optional();

export const setLabelInput = assetRef.extend({
  label,
  /** The version that it is to point at. */
  version: z.coerce.number().int().min(1),
  /** Why; goes on record. */
  reason,
});

export const removeLabelInput = assetRef.extend({ label, reason });

export const labelReceipt = z.object({
  kind: z.string(),
  name: z.string(),
  label: z.string(),
  /** Null when the label is gone. */
  version: z.number().int().nullable(),
  /** The change on record; null when nothing changed. */
  entryId: z.uuid().nullable(),
});
