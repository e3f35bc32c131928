import { z } from "zod";
import { assetReference } from "./reference";

/** Whose calls and which calls something holds for. Every member narrows it; none means the whole mesh. */
export const scope = z.strictObject({
  /** Calls of this domain's assets. */
  domain: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/)
    .optional(),
  /** Calls by this caller, such as `agent:crm-lookup` or `service:nightly`. */
  caller: z
    .string()
    .max(310)
    .regex(/^(agent|service|user):.{1,300}$/)
    .optional(),
  /** Calls of this asset, by kind and name: `model/gpt`. */
  asset: assetReference.optional(),
});
