import { z } from "zod";
import { COST_LINE_KINDS } from "./cost-names.schema";
import { costFilter } from "./get-costs.schema";

export const listCostLinesInput = costFilter.omit({ granularity: true, zone: true }).extend({
  cost: z.enum(COST_LINE_KINDS).optional(),
  /** Id of a call: only lines of later ones are listed. */
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

const text = z.string();

/** What one call used and cost. */
export const costLineItem = z.object({
  callId: z.uuid(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  caller: text,
  subject: text.nullable(),
  callee: text,
  domain: text.nullable(),
  model: text.nullable(),
  operation: text.nullable(),
  task: text.nullable(),
  status: text.nullable(),
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  /** Exact decimal text; null where no price was set. */
  cost: text.nullable(),
  currency: text.nullable(),
  /** The price as it was, with what each kind of token came to; a provider's or an operator's words. */
  price: z.unknown(),
});
export type CostLineItem = z.infer<typeof costLineItem>;

export const listCostLinesOutput = z.object({
  items: z.array(costLineItem),
  /** Give it as `after` for the next page; null at the end. */
  next: z.uuid().nullable(),
});
