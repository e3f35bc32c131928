import { z } from "zod";

/** `depends`: the request itself decides. What is denied is not listed. */
export const VERDICTS = ["allow", "hold", "depends"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What holds for some operations alike. */
export const accessEntry = z.object({
  /** Tools of a server; `call`, `use` or `discover` for anything else. */
  operations: z.array(z.string()),
  /** Whether these are all that the callee has. */
  all: z.boolean(),
  verdict: z.enum(VERDICTS),
  policies: z.array(z.object({ id: z.string(), asset: z.string(), effect: z.enum(["permit", "forbid"]) })),
  /** As Cedar writes it: `context.args.amount`. */
  dependsOn: z.array(z.string()),
  /** Such as `approval: human`. */
  asksFor: z.array(z.string()),
});
export type AccessEntry = z.infer<typeof accessEntry>;

export const accessRow = z.object({
  kind: z.enum(["agent", "service", "user", "mcp-server", "model"]),
  name: z.string(),
  /** For people: their name, where the reader may see it. */
  title: z.string(),
  domain: z.string().nullable(),
  entries: z.array(accessEntry),
});
export type AccessRow = z.infer<typeof accessRow>;

export const accessTable = z.object({
  items: z.array(accessRow),
  /** How many were asked about on this page. */
  asked: z.number().int(),
  /** Give it as `after` for the next page; null at the end. */
  next: z.string().nullable(),
});
export type AccessTable = z.infer<typeof accessTable>;

const name = z.string().min(1).max(300);
const page = {
  after: z.string().min(1).max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};

export const listCallersInput = z.object({ kind: z.enum(["agent", "mcp-server", "model"]), name, ...page });
export const listReachInput = z.object({ kind: z.enum(["agent", "service", "user"]), name, ...page });
