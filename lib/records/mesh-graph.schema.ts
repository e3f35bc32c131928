import { z } from "zod";
import { GRAPH_RANGES, MAX_FRAMES } from "./mesh-graph-names.schema";

const count = z.number().int().nonnegative();
const instant = z.iso.datetime();

/** A query string gives one value or several. */
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item).max(20), item.transform((one) => [one])]).optional();

export const meshGraphInput = z.object({
  /** Up to now. Left aside when `from` and `to` are given. */
  range: z.enum(Object.keys(GRAPH_RANGES) as [keyof typeof GRAPH_RANGES]).default("1h"),
  from: instant.optional(),
  to: instant.optional(),
  /** Cuts the range into at most as many equal spans and tells the figures of each: for a replay. */
  frames: z.coerce.number().int().min(1).max(MAX_FRAMES).default(1),
  /** MCP servers whose connections are told apart by tool. */
  tools: oneOrMore(z.string().min(1).max(200)),
});
export type MeshGraphInput = z.output<typeof meshGraphInput>;

/** What calls came to. Durations in microseconds, costs as exact decimal texts. */
export const callFigures = z.object({
  calls: count,
  /** Running; refused; waiting for an approval; failed or with an unknown outcome. */
  open: count,
  denied: count,
  held: count,
  failed: count,
  /** Within 5 %, read from `latency`; null while nothing has been answered. */
  p50Us: count.nullable(),
  p95Us: count.nullable(),
  /** Answered calls by duration: pairs of a bin and its count. Bin `b` holds durations from e^(b/10) to e^((b+1)/10). */
  latency: z.array(z.tuple([z.number().int(), count])),
  cost: z.array(z.object({ currency: z.string(), amount: z.string() })),
  lastAt: instant,
});
export type CallFigures = z.infer<typeof callFigures>;

/** What a connection did in one span of the range. */
export const graphFrame = z.object({
  /** Which span, from 0 on. Spans without calls are left out. */
  at: count,
  calls: count,
  denied: count,
  failed: count,
  /** Calls that are neither running nor refused nor held: what `failed` is a share of. */
  answered: count,
  p95Us: count.nullable(),
});
export type GraphFrame = z.infer<typeof graphFrame>;

/** Somebody who calls, or something that is called. `id` is `kind:name`. */
export const graphNode = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  title: z.string(),
  domain: z.string().nullable(),
  /** Of an asset; null for people, services and what is not registered. */
  lifecycle: z.string().nullable(),
  suspended: z.boolean(),
  /** Tools of an MCP server as it is registered. */
  tools: z.array(z.string()),
});
export type GraphNode = z.infer<typeof graphNode>;

export const graphEdge = callFigures.extend({
  caller: z.string(),
  callee: z.string(),
  /** Only of the servers that were asked for in `tools`; null for everything else that goes to the callee. */
  tool: z.string().nullable(),
  frames: z.array(graphFrame),
});
export type GraphEdge = z.infer<typeof graphEdge>;

export const meshGraph = z.object({
  from: instant,
  to: instant,
  /** How many spans there are, when the first begins and how long each is in milliseconds. Long ones begin at round times, so the first and the last may reach beyond the range. */
  frames: count,
  framesFrom: instant,
  frameMs: z.number().positive(),
  nodes: z.array(graphNode),
  edges: z.array(graphEdge),
  /** There are more connections than are listed; those with fewest calls are left out. */
  cut: z.boolean(),
});
export type MeshGraph = z.infer<typeof meshGraph>;
