import { z } from "zod";

/** Cedar policies that are changed together. A guardrail holds for the whole organisation and may only forbid. */
export const policySpec = z.object({
  text: z.string().min(1).max(100_000),
  guardrail: z.boolean(),
});
