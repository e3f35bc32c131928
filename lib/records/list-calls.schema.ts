import { z } from "zod";
import { callSummary } from "./call.schema";
import { CALL_PROTOCOLS, CALL_STATUSES } from "./call-names.schema";

/** A query string gives one value or several. */
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item).max(20), item.transform((one) => [one])]).optional();

export const callFilter = z.object({
  status: oneOrMore(z.enum(CALL_STATUSES)),
  protocol: oneOrMore(z.enum(CALL_PROTOCOLS)),
  caller: z.string().min(1).max(300).optional(),
  callee: z.string().min(1).max(300).optional(),
  /** Part of a callee, operation, caller, method or error code; or a whole call id or trace id. */
  q: z.string().min(1).max(200).optional(),
});
export type CallFilterInput = z.infer<typeof callFilter>;

export const listCallsInput = callFilter.extend({
  /** Id of a call: only older ones are listed. */
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const listCallsOutput = z.object({
  items: z.array(callSummary),
  /** Give it as `before` for the next page; null at the end. */
  next: z.uuid().nullable(),
});
export type ListCallsOutput = z.infer<typeof listCallsOutput>;
