import { z } from "zod";
import { assetFile, domainFile } from "./asset-file.schema";

/** `proposed`: it became a change request and takes effect when that has been reviewed. */
export const APPLY_OUTCOMES = ["created", "updated", "unchanged", "proposed", "refused"] as const;
export type ApplyOutcome = (typeof APPLY_OUTCOMES)[number];

export const applyAssetsInput = z.object({
  domains: z.array(domainFile).max(500).default([]),
  assets: z.array(assetFile).max(500).default([]),
  /** Says what would happen and changes nothing. */
  dryRun: z.boolean().default(false),
  /** Why; goes on record. */
  reason: z.string().trim().min(1).max(1000).default("Applied from files"),
});

const issues = z.array(z.object({ path: z.string(), message: z.string() }));

const appliedField = z.object({
  /** Member of the file. */
  field: z.string(),
  outcome: z.enum(APPLY_OUTCOMES),
  /** What differs. */
  words: z.array(z.string()),
});
export type AppliedField = z.infer<typeof appliedField>;

const appliedAsset = z.object({
  kind: z.string(),
  name: z.string(),
  outcome: z.enum(APPLY_OUTCOMES),
  /** In force afterwards; null where there is none. */
  version: z.number().int().nullable(),
  digest: z.string().nullable(),
  /** The change request that it became part of; null in a dry run, unless it was asked for before. */
  change: z.number().int().nullable(),
  /** The same had been asked for before and is still under way: nothing new was asked. */
  already: z.boolean().default(false),
  fields: z.array(appliedField),
  /** Why it was refused, or what a person should look at. */
  issues,
});
export type AppliedAsset = z.infer<typeof appliedAsset>;

export const applyAssetsOutput = z.object({
  domains: z.array(z.object({ domain: z.string(), outcome: z.enum(APPLY_OUTCOMES), issues })),
  assets: z.array(appliedAsset),
});
export type ApplyAssetsOutput = z.infer<typeof applyAssetsOutput>;
