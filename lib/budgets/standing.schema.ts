import { z } from "zod";

const decimal = z.string();
const instant = z.iso.datetime();

/** What a budget or a limit counts, and how far it is in the window of now. Amounts are exact decimal texts. */
export const standing = z.object({
  kind: z.enum(["budget", "limit"]),
  name: z.string(),
  title: z.string(),
  /** Who owns it, and can raise it. */
  domain: z.string(),
  scope: z.object({
    domain: z.string().optional(),
    caller: z.string().optional(),
    asset: z.string().optional(),
  }),
  measure: z.enum(["cost", "calls", "tokens", "open"]),
  /** Over which time; null for calls at the same time. */
  per: z.enum(["second", "minute", "hour", "day", "week", "month", "quarter", "year"]).nullable(),
  /** Whether calls beyond it are refused. */
  mode: z.enum(["hard", "soft"]),
  /** Shares of a budget at which somebody is told. */
  alertAt: z.array(z.number()),
  cap: decimal,
  /** Of money. */
  currency: z.string().nullable(),
  used: decimal,
  /** What calls on their way may still use. */
  reserved: decimal,
  left: decimal,
  /** When the first call of this window was counted. */
  since: instant.nullable(),
  from: instant.nullable(),
  resetsAt: instant.nullable(),
  /** What will be used when the window ends if calls go on as they did; null with too little to go by. */
  expected: decimal.nullable(),
});
export type Standing = z.infer<typeof standing>;

/** How many are told at once. */
export const STANDINGS_MOST = 500;

export const standings = z.object({
  /** The fullest first. */
  items: z.array(standing),
  /** There are more than are told. */
  more: z.boolean(),
  at: instant,
});
export type Standings = z.infer<typeof standings>;
