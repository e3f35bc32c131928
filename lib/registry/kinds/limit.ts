import { z } from "zod";
import { scope } from "./scope";

const count = z.number().int().min(1).max(1_000_000_000_000);

/** How much may be called, whatever it costs. */
export const limitSpec = z
  .strictObject({
    scope,
    rate: z.strictObject({ calls: count, per: z.enum(["second", "minute", "hour"]) }).optional(),
    tokens: z.strictObject({ tokens: count, per: z.enum(["minute", "hour", "day"]) }).optional(),
    quota: z.strictObject({ calls: count, per: z.enum(["day", "week", "month"]) }).optional(),
    /** Calls at the same time. */
    concurrency: z.number().int().min(1).max(1_000_000).optional(),
  })
  .refine(({ rate, tokens, quota, concurrency }) => rate ?? tokens ?? quota ?? concurrency, {
    message: "Say at least one of rate, tokens, quota and concurrency.",
  });
