import { createHash } from "node:crypto";
import type { Sql } from "postgres";
import type { CheckpointRow } from "@/db/queries/audit-checkpoints";
import { MeshError } from "@/lib/core/errors";
import { jsonLine } from "@/lib/core/json-line";
import type { AuditLog } from "../audit-log";
import { hashSubtrees } from "../merkle/build-proof";
import { subtreesOf } from "../merkle/subtrees";
import { tileSource } from "../tile-source";
import type { ExportSelection } from "./bundle.schema";
import { signManifest } from "./manifest";
import { writeRange } from "./write-range";
import { writeSelection } from "./write-selection";

/** Some entries as lines of text, and how many they are. */
export interface BundlePart {
  text: string;
  count: number;
}

/** What a bundle turned out to be, once all of it was written. */
export interface BundleSummary {
  count: number;
  /** SHA-256 of all bytes before the last line, in hex. */
  sha256: string;
  /** The log's signature over what was exported. */
  manifest: string;
}

/** Who exports, and the entry that says so. */
export interface ExportedBy {
  actor: string;
  entry: string;
}

/**
 * Writes a bundle: a header, the entries with what proves them, and a last line with count and digest, each a line of JSON. Nothing of it is held in memory but a page.
 * @param onEnd is awaited before the last line, which makes the bundle whole
 * @throws MeshError `invalid_request` for a range outside the checkpoint's tree
 */
export async function* writeBundle(
  sql: Sql,
  log: AuditLog,
  checkpoint: CheckpointRow,
  selection: ExportSelection,
  by: ExportedBy,
  onEnd: (summary: BundleSummary) => Promise<void>,
): AsyncGenerator<string> {
  const digest = createHash("sha256");
  let count = 0;
  const header = {
    bundle: "signalbox-audit",
    v: 1,
    created_at: new Date().toISOString(),
    origin: log.origin,
    vkeys: log.vkeys(),
    checkpoint: checkpoint.note,
    tree_size: checkpoint.size,
    selection,
    ...(await edges(sql, selection, checkpoint.size)),
  };
  const first = `${jsonLine(header)}\n`;
  digest.update(first);
  yield first;
  const parts =
    "from" in selection
      ? writeRange(sql, { begin: selection.from, end: selection.to })
      : writeSelection(sql, selection, checkpoint.size);
  for await (const part of parts) {
    digest.update(part.text);
    count += part.count;
    yield part.text;
  }
  const found = { count, sha256: digest.digest("hex") };
  const { created_at, origin, tree_size } = header;
  const stated = { ...found, origin, created_at, selection, tree_size, by: by.actor, entry: by.entry };
  const summary = { ...found, manifest: signManifest(stated, log.signer()) };
  await onEnd(summary);
  yield `${jsonLine(summary)}\n`;
}

/** The compact ranges on both sides of the exported one. */
async function edges(
  sql: Sql,
  selection: ExportSelection,
  size: number,
): Promise<{ left: string[]; right: string[] }> {
  if (!("from" in selection)) return { left: [], right: [] };
  const { from, to } = selection;
  if (from > to || to > size)
    throw new MeshError("invalid_request", `The range must lie within the ${size} entries of the tree.`);
  const before = subtreesOf({ begin: 0, end: from });
  const after = subtreesOf({ begin: to, end: size });
  const hashes = await hashSubtrees([...before, ...after], tileSource(sql));
  const texts = hashes.map((hash) => hash.toString("base64"));
  return { left: texts.slice(0, before.length), right: texts.slice(before.length) };
}
