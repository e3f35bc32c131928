import { z } from "zod";
import { auditFilter } from "../browse/audit-filter.schema";

/** A SHA-256 hash in base64. */
const hash = z
  .string()
  .length(44)
  .transform((text) => Buffer.from(text, "base64"))
  .refine((bytes) => bytes.length === 32, "not a SHA-256 hash");

const index = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** A text that an entry can hold: PostgreSQL has no U+0000. */
function storable(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !text.includes("\0"), "U+0000 stands in no entry");
}

/** Which entries to export: a range of the tree, `to` excluded, or all that fit a filter or a list's filter. */
export const exportSelection = z.union([
  z.strictObject({ from: index, to: index }),
  z.strictObject({
    filter: z.strictObject({
      /** Start of the type. */
      type: storable(200).optional(),
      actor: storable(500).optional(),
      object: storable(500).optional(),
      call: z.uuid().optional(),
      /** From this moment on, by the time in the entry's id. */
      since: z.iso.datetime().optional(),
      /** Before this moment. */
      until: z.iso.datetime().optional(),
    }),
  }),
  /** In the words of the list of entries (`GET /api/v1/audit/entries`): exactly what it would show. */
  z.strictObject({ listed: auditFilter.strict() }),
]);
export type ExportSelection = z.output<typeof exportSelection>;

/**
 * First line of a bundle. With a range, `left` and `right` are the hashes of the perfect subtrees before and after it (a compact range): together with the entries they
 * must hash to the signed root, which proves every entry at once and that none of the range is missing.
 */
export const bundleHeader = z.object({
  bundle: z.literal("signalbox-audit"),
  v: z.literal(1),
  created_at: z.iso.datetime(),
  origin: z.string().min(1).max(1000),
  vkeys: z.array(z.string().max(2000)).min(1).max(100),
  /** Signed note over the tree that the entries are proven against. */
  checkpoint: z.string().max(100_000),
  tree_size: index,
  selection: exportSelection,
  left: z.array(hash).max(64),
  right: z.array(hash).max(64),
});
export type BundleHeader = z.output<typeof bundleHeader>;

/** One entry. `payload` is missing when there is none or it was erased; `proof` stands in a filtered bundle only. */
export const bundleEntry = z.object({
  i: index,
  hash,
  leaf: z.string().max(65_535),
  payload: z.unknown().optional(),
  proof: z.array(hash).max(64).optional(),
});
export type BundleEntry = z.output<typeof bundleEntry>;

/** In a range, after each 256 entries that fill a tile: the hash over them, so that damage can be placed. */
export const bundleTile = z.object({ tile: index, root: hash });

/** Last line: how many entries, the SHA-256 of all bytes before this line, in hex, and the log's signature over what was exported, when, by whom. */
export const bundleTrailer = z.object({
  count: index,
  sha256: z.string().length(64),
  manifest: z.string().max(100_000).optional(),
});

/** What the log signs about an export. */
export const exportManifest = z.object({
  origin: z.string(),
  created_at: z.iso.datetime(),
  /** `kind:id` of who exported. */
  by: z.string(),
  /** The audit entry that says so. */
  entry: z.uuid(),
  selection: z.unknown(),
  tree_size: index,
  count: index,
  sha256: z.string(),
});
export type ExportManifest = z.output<typeof exportManifest>;
