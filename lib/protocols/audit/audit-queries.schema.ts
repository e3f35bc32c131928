import { z } from "zod";
import { exportSelection } from "@/lib/audit/bundle/bundle.schema";

const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Which entry to prove, by its own id or by the call it records, and against which checkpoints. */
export const proofQuery = z
  .strictObject({
    entry: z.uuid().optional(),
    call: z.uuid().optional(),
    part: z.enum(["intent", "outcome"]).optional(),
    size: count.optional(),
    old: count.optional(),
  })
  .refine((query) => (query.entry === undefined) !== (query.call === undefined), {
    message: "give either entry or call",
    path: ["entry"],
  });

export const consistencyQuery = z.strictObject({ from: count, to: count.optional() });

/** A range of the tree, or filters; everything when neither is given. */
export const exportQuery = z
  .strictObject({
    from: count.optional(),
    to: count.optional(),
    type: z.string().optional(),
    actor: z.string().optional(),
    object: z.string().optional(),
    call: z.string().optional(),
    since: z.string().optional(),
    until: z.string().optional(),
  })
  .transform(({ from, to, ...filter }, ctx) => {
    if (Object.keys(filter).length === 0) return { from, to };
    const selection = exportSelection.safeParse({ filter });
    if (selection.success && from === undefined && to === undefined) return { selection: selection.data };
    ctx.addIssue({ code: "custom", message: "give either a range (from, to) or filters, each well formed" });
    return z.NEVER;
  });
