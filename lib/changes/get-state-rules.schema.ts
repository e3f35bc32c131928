import { z } from "zod";
import { assetRef } from "@/lib/registry/asset-ref.schema";
import { changeRequirement } from "./change-detail.schema";

export const getStateRulesInput = assetRef;

/** What it takes to alter an asset's state. A suspension takes effect at once in any case. */
export const stateRules = z.object({
  /** Whether the reader's change of it takes effect at once. */
  atOnce: z.boolean(),
  /** Whose approvals it waits for otherwise. */
  needs: z.array(changeRequirement.pick({ domain: true, from: true, approvals: true, because: true })),
  /** Changes of its state that are under way, the newest first. */
  open: z.array(z.object({ number: z.number().int(), title: z.string() })),
});
export type StateRules = z.infer<typeof stateRules>;
