import { z } from "zod";

type Fact = readonly [label: string, value: string];

/** What the first tab shows of an asset that is not called. */
export interface ContentParts {
  content: readonly Fact[];
  offers: readonly { id: string; name: string; text: string }[];
  /** The specification itself, as JSON. */
  spec: { text: string; chars: number };
}

/** A page with more than this is slow to draw; the API gives the whole. */
const MAX_CHARS = 40_000;
const MAX_OFFERS = 200;

/** Reads out of a specification what a reader wants first. What a kind has no words for is in the specification itself. */
export function contentParts(kind: string, spec: unknown): ContentParts {
  const read = READ[kind];
  const { content = [], offers = [] } = read?.(spec) ?? {};
  const text = JSON.stringify(spec, null, 2) ?? "";
  return {
    content,
    offers: offers.slice(0, MAX_OFFERS),
    spec: { text: text.slice(0, MAX_CHARS), chars: text.length },
  };
}

type Parts = Partial<Pick<ContentParts, "content" | "offers">>;

const texts = z.array(z.string());
const scope = z.object({ domain: z.string(), caller: z.string(), asset: z.string() }).partial();

/** Draws nothing rather than failing where a specification is of another release. */
function reader<T>(schema: z.ZodType<T>, draw: (spec: T) => Parts): (spec: unknown) => Parts {
  return (spec) => {
    const { data } = schema.safeParse(spec);
    return data === undefined ? {} : draw(data);
  };
}

const READ: Readonly<Record<string, (spec: unknown) => Parts>> = {
  api: reader(
    z.object({
      baseUrl: z.string(),
      operations: z.array(z.object({ method: z.string(), path: z.string(), summary: z.string().optional() })),
    }),
    ({ baseUrl, operations }) => ({
      content: [["Base address", baseUrl]],
      offers: operations.map(({ method, path, summary = "" }) => named(`${method} ${path}`, summary)),
    }),
  ),
  stream: reader(
    z.object({
      server: z.string(),
      channels: z.array(
        z.object({ id: z.string(), address: z.string().nullable(), actions: texts, messages: texts }),
      ),
    }),
    ({ server, channels }) => ({
      content: [["Server", server]],
      offers: channels.map(({ id, address, actions, messages }) =>
        named(id, [actions.join(" and "), address ?? "", messages.join(", ")].filter(Boolean).join(" · ")),
      ),
    }),
  ),
  workflow: reader(
    z.object({
      steps: z.array(
        z.object({
          id: z.string(),
          uses: z.string(),
          operation: z.string().optional(),
          needs: texts.optional(),
        }),
      ),
    }),
    ({ steps }) => ({
      offers: steps.map(({ id, uses, operation, needs = [] }) =>
        named(
          id,
          [`by ${uses}`, operation, needs.length > 0 ? `after ${needs.join(", ")}` : ""]
            .filter(Boolean)
            .join(" · "),
        ),
      ),
    }),
  ),
  prompt: reader(
    z.object({
      messages: z.array(z.object({ role: z.string(), content: z.string(), include: z.string() }).partial()),
      variables: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
      tests: z.array(z.unknown()).optional(),
    }),
    ({ messages, variables = [], tests = [] }) => ({
      content: [
        ["Variables", variables.map(({ name, type }) => `${name} (${type})`).join(", ") || "None"],
        ["Tests", String(tests.length)],
      ],
      offers: messages.map(({ role, content, include }, at) => ({
        id: String(at),
        name: role ?? "includes",
        text: content ?? include ?? "",
      })),
    }),
  ),
  dataset: reader(
    z.object({ items: z.array(z.unknown()), splits: texts.optional() }),
    ({ items, splits = [] }) => ({
      content: [
        ["Items", String(items.length)],
        ["Splits", splits.join(", ")],
      ],
    }),
  ),
  "golden-examples": reader(z.object({ examples: z.array(z.unknown()) }), ({ examples }) => ({
    content: [["Examples", String(examples.length)]],
  })),
  suite: reader(
    z.object({
      cases: z.string(),
      split: z.string().optional(),
      passAt: z.number(),
      checks: z.array(z.object({ name: z.string(), type: z.string() })),
    }),
    ({ cases, split = "", passAt, checks }) => ({
      content: [
        ["Cases", cases],
        ["Split", split],
        ["Passes at", `${Math.round(passAt * 10_000) / 100} % of the cases`],
      ],
      offers: checks.map(({ name, type }) => named(name, type)),
    }),
  ),
  "price-table": reader(
    z.object({
      source: z.string().optional(),
      validFrom: z.string().optional(),
      entries: z.array(
        z.object({
          upstreamModel: z.string(),
          price: z.object({ currency: z.string(), input: z.string(), output: z.string() }),
        }),
      ),
    }),
    ({ source = "", validFrom = "", entries }) => ({
      content: [
        ["Source", source],
        ["Holds from", validFrom],
      ],
      offers: entries.map(({ upstreamModel, price: { input, output, currency } }) =>
        named(upstreamModel, `${input} in, ${output} out for a million tokens, ${currency}`),
      ),
    }),
  ),
  budget: reader(
    z.object({ scope, amount: z.string(), currency: z.string(), period: z.string(), mode: z.string() }),
    ({ scope: of, amount, currency, period, mode }) => ({
      content: [
        ["Amount", `${amount} ${currency} a ${period}`],
        ["Beyond it", mode === "hard" ? "calls are refused" : "somebody is told"],
        ["Holds for", scopeWords(of)],
      ],
    }),
  ),
  limit: reader(
    z.object({
      scope,
      rate: z.object({ calls: z.number(), per: z.string() }).optional(),
      tokens: z.object({ tokens: z.number(), per: z.string() }).optional(),
      quota: z.object({ calls: z.number(), per: z.string() }).optional(),
      concurrency: z.number().optional(),
    }),
    ({ scope: of, rate, tokens, quota, concurrency }) => ({
      content: [
        ["Rate", rate ? `${rate.calls} calls a ${rate.per}` : ""],
        ["Tokens", tokens ? `${tokens.tokens} a ${tokens.per}` : ""],
        ["Quota", quota ? `${quota.calls} calls a ${quota.per}` : ""],
        ["At the same time", concurrency ? `${concurrency} calls` : ""],
        ["Holds for", scopeWords(of)],
      ],
    }),
  ),
  "review-rule": reader(
    z.object({ kinds: texts, domains: texts, approvals: z.number(), from: z.string() }),
    ({ kinds, domains, approvals, from }) => ({
      content: [
        ["Approvals", `${approvals}, of ${from}`],
        ["For kinds", kinds.join(", ") || "All"],
        ["For domains", domains.join(", ") || "All"],
      ],
    }),
  ),
};

function named(name: string, text: string) {
  return { id: name, name, text };
}

function scopeWords({ domain, caller, asset }: z.infer<typeof scope>): string {
  const parts = [
    caller ? `calls by ${caller}` : "",
    asset ? `calls of ${asset}` : "",
    domain ? `calls of the domain ${domain}` : "",
  ].filter(Boolean);
  return parts.join(", ") || "the whole mesh";
}
