import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/core/canonical-json";
import {
  type BundleEntry,
  type BundleHeader,
  bundleEntry,
  bundleHeader,
  bundleTile,
  bundleTrailer,
} from "../bundle/bundle.schema";
import { openManifest } from "../bundle/manifest";
import { verifyInclusion } from "../merkle/verify-inclusion";
import { type Checkpoint, openCheckpoint } from "../notes/checkpoint";
import { checkEntry } from "./check-entry";
import { KeptCheckpoint } from "./kept-checkpoint";
import { RangeCheck } from "./range-check";
import { Finding, reportOf, type VerifyReport } from "./report";

export interface VerifyBundleOptions {
  /** Verifier keys from a trusted place. Without them those in the bundle are believed, and the report says so. */
  vkeys?: readonly string[] | undefined;
  /** A checkpoint that was kept outside the log (signed note). */
  checkpoint?: string | undefined;
}

/**
 * Verifies an exported bundle with nothing but itself and the log's key: the signature, that each entry is in the signed tree, that a range is complete, that
 * details have the digests in their entries, and that the file is whole.
 * @param lines the bundle's lines, without their newlines
 */
export function verifyBundle(
  lines: AsyncIterable<string> | Iterable<string>,
  options: VerifyBundleOptions = {},
): Promise<VerifyReport> {
  return reportOf(async (report) => {
    const digest = createHash("sha256");
    let walk: BundleWalk | undefined;
    let ended = false;
    for await (const line of lines) {
      if (ended) throw new Finding("something follows the last line");
      const value = parseLine(line);
      if (!walk) walk = new BundleWalk(value, options, report);
      else if ("sha256" in value) {
        walk.end(value, digest.digest("hex"));
        ended = true;
        continue;
      } else walk.take(value);
      digest.update(line).update("\n");
    }
    if (!ended) throw new Finding("the bundle is cut off: its last line is missing");
  });
}

class BundleWalk {
  readonly #report: VerifyReport;
  readonly #header: BundleHeader;
  readonly #head: Checkpoint;
  readonly #kept: KeptCheckpoint | undefined;
  readonly #range: RangeCheck | undefined;
  readonly #keys: readonly string[];

  constructor(value: object, options: VerifyBundleOptions, report: VerifyReport) {
    const header = bundleHeader.safeParse(value);
    if (!header.success) throw new Finding("this is not an audit bundle");
    const { checkpoint, left, origin, selection, tree_size, vkeys } = header.data;
    const keys = options.vkeys ?? vkeys;
    const head = openCheckpoint(checkpoint, keys);
    if (!head) throw new Finding("the checkpoint is not signed by the log's key");
    if (head.origin !== origin || head.size !== tree_size)
      throw new Finding("the checkpoint is not of the tree that the bundle names");
    report.origin = head.origin;
    report.treeSize = head.size;
    report.facts.push(`the checkpoint of ${head.size} entries is signed by the key of ${head.origin}`);
    if (!options.vkeys)
      report.caveats.push("the key is the one in the bundle; compare it with one from elsewhere (--key)");
    this.#keys = keys;
    this.#report = report;
    this.#header = header.data;
    this.#head = head;
    this.#kept = options.checkpoint === undefined ? undefined : new KeptCheckpoint(options.checkpoint, keys);
    this.#kept?.compareHead(head, false);
    this.#range =
      "from" in selection
        ? new RangeCheck({ begin: selection.from, end: selection.to }, left, this.#kept)
        : undefined;
  }

  take(value: object): void {
    if ("tile" in value) {
      const tile = bundleTile.safeParse(value);
      if (!tile.success || !this.#range) throw new Finding("a line of the bundle is malformed");
      this.#range.checkTile(tile.data.tile, tile.data.root);
      return;
    }
    const entry = bundleEntry.safeParse(value);
    if (!entry.success) throw new Finding("the entry is malformed", indexIn(value));
    this.#takeEntry(entry.data);
  }

  #takeEntry(entry: BundleEntry): void {
    this.#range?.append(entry.i, entry.hash);
    const check = checkEntry(entry);
    if (check.problem !== undefined) throw new Finding(check.problem, entry.i);
    const { root, size } = this.#head;
    if (!this.#range && !verifyInclusion(entry.hash, entry.i, size, entry.proof ?? [], root))
      throw new Finding("the entry's proof does not lead to the signed root", entry.i);
    this.#report.entries += 1;
    if (check.payload !== "none") this.#report.payloads[check.payload] += 1;
  }

  end(value: object, digest: string): void {
    const trailer = bundleTrailer.safeParse(value);
    if (!trailer.success) throw new Finding("the last line is malformed");
    const report = this.#report;
    this.#range?.finish(this.#head, this.#header.right);
    if (trailer.data.count !== report.entries)
      throw new Finding(
        `the bundle holds ${report.entries} entries, its last line says ${trailer.data.count}`,
      );
    if (trailer.data.sha256 !== digest)
      throw new Finding("the bundle does not have the digest in its last line");
    this.#checkManifest(trailer.data.manifest, trailer.data);
    const { checked, erased } = report.payloads;
    report.facts.push(`${report.entries} entries are in the signed tree`);
    report.facts.push(`${checked} details have the digest in their entry, ${erased} are erased`);
    if (this.#range) {
      const { begin, end } = this.#range.range;
      report.facts.push(`complete: of the entries from ${begin} up to ${end} none is missing`);
    } else {
      report.caveats.push(
        "a filtered bundle proves what it holds, not that it holds all that fits the filter",
      );
    }
    this.#kept?.tell(report);
  }

  /** The signature is what makes the filter, the number and the digest the mesh's word instead of anybody's. */
  #checkManifest(note: string | undefined, end: { count: number; sha256: string }): void {
    if (note === undefined) {
      this.#report.caveats.push("the bundle has no manifest: nobody signed what was asked for");
      return;
    }
    const manifest = openManifest(note, this.#keys);
    if (!manifest) throw new Finding("the manifest is not signed by the log's key");
    const { created_at, origin, selection, tree_size } = this.#header;
    const stated = canonicalJson({ ...manifest, by: "", entry: "" });
    const found = {
      created_at,
      origin,
      selection,
      tree_size,
      count: end.count,
      sha256: end.sha256,
      by: "",
      entry: "",
    };
    if (stated !== canonicalJson(found)) throw new Finding("the manifest is of another export");
    this.#report.facts.push(
      `the manifest is signed: ${manifest.by} exported it at ${manifest.created_at}, on record as entry ${manifest.entry}`,
    );
  }
}

function parseLine(line: string): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Told below, like any other line that is not an object.
  }
  throw new Finding("a line of the bundle is not JSON");
}

function indexIn(value: object): number | undefined {
  return "i" in value && typeof value.i === "number" ? value.i : undefined;
}
