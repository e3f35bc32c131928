import { z } from "zod";
import { ASSET_KIND_NAMES, LIFECYCLE_NAMES } from "./catalog-names.schema";

/** A query string gives one value or several. */
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item).max(20), item.transform((one) => [one])]).optional();

export const listAssetsInput = z.object({
  kind: oneOrMore(z.enum(ASSET_KIND_NAMES)),
  domain: oneOrMore(z.string().min(1).max(100)),
  lifecycle: oneOrMore(z.enum(LIFECYCLE_NAMES)),
  /** Part of the name, title, description or a tag. */
  q: z.string().min(1).max(200).optional(),
  /** `kind/name` of an asset: only those after it are listed. */
  after: z
    .string()
    .regex(/^[a-z-]+\/.{1,200}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ListAssetsInput = z.output<typeof listAssetsInput>;

export const assetSummary = z.object({
  kind: z.string(),
  name: z.string(),
  domain: z.string(),
  title: z.string(),
  description: z.string(),
  lifecycle: z.string(),
  suspendedReason: z.string().nullable(),
  certified: z.boolean(),
  dataClass: z.string(),
  tags: z.array(z.string()),
  version: z.number().int(),
  updatedAt: z.iso.datetime(),
});
export type AssetSummary = z.infer<typeof assetSummary>;

const facet = z.array(z.object({ value: z.string(), count: z.number().int() }));

export const listAssetsOutput = z.object({
  items: z.array(assetSummary),
  /** Give it as `after` for the next page; null at the end. */
  next: z.string().nullable(),
  /** How many assets match the filter. */
  total: z.number().int(),
  /** Counts by value, each with the filters of the other facets. */
  facets: z.object({ kind: facet, domain: facet, lifecycle: facet }),
});
export type ListAssetsOutput = z.infer<typeof listAssetsOutput>;
