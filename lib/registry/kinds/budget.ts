import { z } from "zod";
import { scope } from "./scope";

/** How much may be spent in a period. */
export const budgetSpec = z.strictObject({
  scope,
  /** A decimal text, exact. */
  amount: z.string().regex(/^\d{1,12}(\.\d{1,9})?$/, "A decimal number as text, such as 250.00."),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Periods begin at midnight UTC; a week begins on Monday. */
  period: z.enum(["day", "week", "month", "quarter", "year"]),
  /** `hard` refuses calls beyond it, `soft` only says so. */
  mode: z.enum(["soft", "hard"]),
  /** Shares of the amount at which somebody is told. */
  alertAt: z.array(z.number().gt(0).max(10)).max(10).optional(),
});
