import { z } from "zod";
import { queryOfParams } from "@/lib/core/query/query-params";
import { dimensionValueText } from "@/lib/cost/get-costs.schema";
import { callSummary } from "./call.schema";
import { CALL_FIELDS } from "./call-fields.schema";
import { CALL_SORTS } from "./call-names.schema";
import { SORT_CURSOR } from "./sort-cursor";

/** A query string gives one value or several. */
const oneOrMore = <T extends z.ZodType>(item: T, most = 20) =>
  z.union([z.array(item).max(most), item.transform((one) => [one])]).optional();

const text = z.string().min(1).max(500);

/** With a minus in front: none of these. */
const words = oneOrMore(text);
/** With `>`, `>=`, `<` or `<=` in front: a bound. */
const figures = oneOrMore(text, 4);
/** ISO 8601, or back from now: `15m`, `24h`, `7d`. */
const time = oneOrMore(text, 1);

export const callFilter = z
  .object({
    status: words,
    protocol: words,
    decision: words,
    caller: words,
    callee: words,
    operation: words,
    /** As the provider names it. */
    model: words,
    /** Code of the error. */
    error: words,
    task: words,
    /** `kind:id` of whom the caller acts for. */
    subject: words,
    /** The callee's domain: the one it had when the call used tokens, else today's. */
    domain: words,
    /** Such as `>2s` or `<150ms`. */
    duration: figures,
    /** Such as `>0.01`; or `priced` or `unpriced`: only calls that used tokens, with a price or without one. */
    cost: figures,
    currency: oneOrMore(text, 1),
    /** Begun then or later. */
    from: time,
    /** Begun before then. */
    to: time,
    /** Only calls that used tokens and have one of these values, by dimension: `model:gpt-5`, or only `task` for calls without one. */
    only: oneOrMore(dimensionValueText, 100),
    /** Only calls that used tokens and have none of these values. */
    not: oneOrMore(dimensionValueText, 100),
    /** Part of a callee, operation, caller, method or error code; or a whole call id or trace id. */
    q: z.string().min(1).max(200).optional(),
  })
  .superRefine((filter, ctx) => {
    for (const message of queryOfParams(filter, CALL_FIELDS).wrong) ctx.addIssue({ code: "custom", message });
  });
export type CallFilterInput = z.infer<typeof callFilter>;

export const listCallsInput = callFilter.safeExtend({
  /** Id of a call: only older ones are listed. */
  before: z.uuid().optional(),
  /** Without it the newest come first. Sorted are the newest 25,000 calls of the time, by `lookedTo` at most; costs within each currency; calls that have none come last. */
  sort: z.enum(CALL_SORTS).optional(),
  /** `next` of a sorted page. */
  after: z.string().max(120).regex(SORT_CURSOR).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const listCallsOutput = z.object({
  items: z.array(callSummary),
  /** Give it as `before`, or with `sort` as `after`, for the next page; null at the end. A page can be short, even empty, and have a next: each request looks through a bounded number of calls. */
  next: z.string().nullable(),
  /** Of a sorted list: the last call that was looked at, when there are older ones; else null. */
  lookedTo: z.uuid().nullable(),
});
export type ListCallsOutput = z.infer<typeof listCallsOutput>;
