import { z } from "zod";
import {
  ASSET_KIND_NAMES,
  CATALOG_SCOPES,
  CATALOG_SORTS,
  HEALTH_NAMES,
  LIFECYCLE_NAMES,
  PROTOCOL_NAMES,
} from "./catalog-names.schema";
import { meaningUse, SEARCH_MODES } from "./meaning/meaning-use.schema";
import { termId } from "./taxonomy/taxonomy-file.schema";

/** A query string gives one value or several. */
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item).max(20), item.transform((one) => [one])]).optional();

export const listAssetsInput = z.object({
  kind: oneOrMore(z.enum(ASSET_KIND_NAMES)),
  domain: oneOrMore(z.string().min(1).max(100)),
  lifecycle: oneOrMore(z.enum(LIFECYCLE_NAMES)),
  health: oneOrMore(z.enum(HEALTH_NAMES)),
  protocol: oneOrMore(z.enum(PROTOCOL_NAMES)),
  /** Terms of the vocabulary. */
  skill: oneOrMore(termId),
  field: oneOrMore(termId),
  scope: z.enum(CATALOG_SCOPES).default("all"),
  /** Words that must all occur in the name, title, description, a tag, a skill, a tool or the domain. */
  q: z.string().min(1).max(200).optional(),
  /** `meaning` finds what says the same as `q` in other words, the closest first. */
  mode: z.enum(SEARCH_MODES).default("words"),
  /** Without it by kind and name. */
  sort: z.enum(CATALOG_SORTS).optional(),
  /** `kind/name` of an asset: only those after it are listed. */
  after: z
    .string()
    .regex(/^[a-z-]+\/.{1,200}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type ListAssetsInput = z.output<typeof listAssetsInput>;

export const assetHealth = z.object({
  state: z.enum(HEALTH_NAMES),
  /** When that began, as far back as is known; null for what has had no calls. */
  since: z.iso.datetime().nullable(),
});
export type AssetHealth = z.infer<typeof assetHealth>;

export const assetSummary = z.object({
  kind: z.string(),
  name: z.string(),
  domain: z.string(),
  title: z.string(),
  description: z.string(),
  lifecycle: z.string(),
  suspendedReason: z.string().nullable(),
  certified: z.boolean(),
  /** `suspended` when it has had a certificate that no longer holds. */
  certification: z.enum(["none", "valid", "suspended"]),
  dataClass: z.string(),
  tags: z.array(z.string()),
  /** Terms of the vocabulary. */
  skills: z.array(z.string()),
  field: z.string().nullable(),
  version: z.number().int(),
  /** What it speaks; null for what is not called. */
  protocol: z.string().nullable(),
  /** Null for what is not called. */
  health: assetHealth.nullable(),
  /** Whether the reader has starred it. */
  starred: z.boolean(),
  updatedAt: z.iso.datetime(),
});
export type AssetSummary = z.infer<typeof assetSummary>;

const facet = z.array(z.object({ value: z.string(), count: z.number().int() }));

export const listAssetsOutput = z.object({
  items: z.array(assetSummary),
  /** What came of searching by meaning; null when nobody asked for it. */
  meaning: meaningUse.nullable(),
  /** Give it as `after` for the next page; null at the end. */
  next: z.string().nullable(),
  /** How many assets match the filter. */
  total: z.number().int(),
  /** Counts by value, each with the filters of the other facets. */
  facets: z.object({
    kind: facet,
    domain: facet,
    lifecycle: facet,
    health: facet,
    protocol: facet,
    skill: facet,
    field: facet,
  }),
});
export type ListAssetsOutput = z.infer<typeof listAssetsOutput>;
