import { z } from "zod";
import { COST_LINE_KINDS } from "@/lib/cost/cost-names.schema";
import { dimensionValueText } from "@/lib/cost/get-costs.schema";
import { callSummary } from "./call.schema";
import { CALL_PROTOCOLS, CALL_STATUSES } from "./call-names.schema";

const name = z.string().min(1).max(400);

/** A query string gives one value or several. */
const oneOrMore = <T extends z.ZodType>(item: T, most = 20) =>
  z.union([z.array(item).max(most), item.transform((one) => [one])]).optional();

export const callFilter = z.object({
  status: oneOrMore(z.enum(CALL_STATUSES)),
  protocol: oneOrMore(z.enum(CALL_PROTOCOLS)),
  caller: z.string().min(1).max(300).optional(),
  callee: z.string().min(1).max(300).optional(),
  /** Begun at this instant or later. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Begun before this instant. */
  to: z.iso.datetime({ offset: true }).optional(),
  operation: name.optional(),
  task: name.optional(),
  /** `kind:id` of whom the caller acts for. */
  subject: name.optional(),
  /** The callee's domain: the one it had when the call used tokens, else today's. */
  domain: name.optional(),
  /** As the provider names it. */
  model: name.optional(),
  /** Only calls that used tokens: with a price, or without one. */
  cost: z.enum(COST_LINE_KINDS).optional(),
  currency: z.string().min(1).max(10).optional(),
  /** Only calls that used tokens and have one of these values, by dimension. */
  only: oneOrMore(dimensionValueText, 100),
  /** Only calls that used tokens and have none of these values. */
  not: oneOrMore(dimensionValueText, 100),
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
