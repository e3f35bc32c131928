import { trimEnd } from "@/lib/core/trim-end";
import { hashLeaf } from "../merkle/hash";
import { tilePath } from "../merkle/tile-path";
import { TILE_WIDTH } from "../merkle/tiles";
import { type Checkpoint, openCheckpoint } from "../notes/checkpoint";
import { KeptCheckpoint } from "./kept-checkpoint";
import { RangeCheck } from "./range-check";
import { Finding, reportOf } from "./report";

export interface VerifyUrlOptions {
  /** Where the mesh is reached. */
  url: string;
  /** A badge with the right to read the log. */
  token: string;
  /** Without keys from a trusted place, those that the mesh tells are believed. */
  vkeys?: readonly string[] | undefined;
  checkpoint?: string | undefined;
}

const DEADLINE_MS = 30_000;

/** Verifies a log over HTTP: its signed checkpoint, each entry against the tile that is served for it, and all of them against the signed root. */
export function verifyUrl(options: VerifyUrlOptions) {
  return reportOf(async (report) => {
    const note = (await get(options, "checkpoint")).toString();
    const vkeys = options.vkeys ?? (await get(options, "key")).toString().trim().split("\n");
    const head = openCheckpoint(note, vkeys);
    if (!head) throw new Finding("the checkpoint is not signed by the log's key");
    const kept = options.checkpoint === undefined ? undefined : new KeptCheckpoint(options.checkpoint, vkeys);
    kept?.compareHead(head, true);
    report.origin = head.origin;
    report.treeSize = head.size;
    await walk(options, head, new RangeCheck({ begin: 0, end: head.size }, [], kept));
    report.entries = head.size;
    report.facts.push(
      `the checkpoint of ${head.size} entries is signed by the key of ${head.origin}`,
      `all ${head.size} entries have the hashes in the tiles and lead to the signed root`,
    );
    report.caveats.push(
      "details of entries are not served over HTTP; export a bundle to check their digests",
    );
    if (!options.vkeys) report.caveats.push("the key is the one that the mesh tells; compare it (--key)");
    kept?.tell(report);
  });
}

async function walk(options: VerifyUrlOptions, head: Checkpoint, range: RangeCheck): Promise<void> {
  for (let begin = 0; begin < head.size; begin += TILE_WIDTH) {
    const index = begin / TILE_WIDTH;
    const width = Math.min(TILE_WIDTH, head.size - begin);
    const [tile, bundle] = await Promise.all([
      get(options, tilePath({ level: 0, index, width })),
      get(options, tilePath({ level: "entries", index, width })),
    ]);
    const leaves = leavesOf(bundle, begin);
    if (leaves.length !== width) throw new Finding("the entry is missing", begin + leaves.length);
    for (const [nth, leaf] of leaves.entries()) {
      const hash = hashLeaf(leaf);
      if (!hash.equals(tile.subarray(nth * 32, (nth + 1) * 32)))
        throw new Finding("the entry does not have the hash that is in the tree", begin + nth);
      range.append(begin + nth, hash);
    }
  }
  range.finish(head, []);
}

/** Takes a bundle apart (C2SP tlog-tiles, log entries). */
function leavesOf(bundle: Buffer, begin: number): Buffer[] {
  const leaves: Buffer[] = [];
  for (let at = 0; at < bundle.length; ) {
    const end = at + 2 + (at + 2 <= bundle.length ? bundle.readUInt16BE(at) : bundle.length);
    if (end > bundle.length) throw new Finding("the entry is cut off", begin + leaves.length);
    leaves.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return leaves;
}

async function get(options: VerifyUrlOptions, path: string): Promise<Buffer> {
  const response = await fetch(`${trimEnd(options.url, "/")}/audit/${path}`, {
    headers: { authorization: `Bearer ${options.token}` },
    redirect: "error",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!response.ok) throw new Error(`${path}: the mesh answered ${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}
