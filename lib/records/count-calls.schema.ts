import { z } from "zod";
import { callFilter } from "./list-calls.schema";

export const countCallsInput = callFilter;

export const countCallsOutput = z.object({
  /** How many calls match. */
  total: z.number().int().nonnegative(),
  /** Whether there are no more: only the newest ones are counted. */
  exact: z.boolean(),
  /** The most frequent values by field, as if the field itself were not narrowed. */
  values: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.number().int().positive() }))),
});
export type CountCallsOutput = z.infer<typeof countCallsOutput>;
