import type { Sql, TransactionSql } from "postgres";
import { type CheckpointRow, findLatestCheckpoint, listCheckpoints } from "@/db/queries/audit-checkpoints";
import { findPlaceOfEntry, listSkippedEntries } from "@/db/queries/audit-entries";
import { type LeafRow, listLeaves } from "@/db/queries/audit-leaves";
import { CompactRange } from "../merkle/compact-range";
import { EMPTY_ROOT } from "../merkle/hash";
import { openCheckpoint } from "../notes/checkpoint";
import { checkRow } from "./check-row";
import { KeptCheckpoint } from "./kept-checkpoint";
import { Finding, reportOf, type VerifyReport } from "./report";
import { TileCheck } from "./tile-check";

export interface VerifyDatabaseOptions {
  /** Name of the log. */
  origin: string;
  vkeys: readonly string[];
  /** A checkpoint that was kept outside the database. Only with one can a cut tail or a restored backup be told from a log that is simply shorter. */
  checkpoint?: string | undefined;
  onProgress?: (entries: number, of: number) => void;
}

const PAGE = 2048;

/**
 * Recomputes a live log from its entries and holds it against leaves, tiles and every signed checkpoint, in one snapshot, while the mesh may go on writing.
 * Names the first entry that was changed, removed, added or moved.
 */
export function verifyDatabase(sql: Sql, options: VerifyDatabaseOptions): Promise<VerifyReport> {
  return reportOf(async (report) => {
    await sql.begin("isolation level repeatable read read only", (tx) => walk(tx, options, report));
  });
}

async function walk(
  sql: TransactionSql,
  options: VerifyDatabaseOptions,
  report: VerifyReport,
): Promise<void> {
  const kept =
    options.checkpoint === undefined ? undefined : new KeptCheckpoint(options.checkpoint, options.vkeys);
  const latest = await findLatestCheckpoint(sql);
  const head = { origin: options.origin, size: latest?.size ?? 0, root: latest?.root ?? EMPTY_ROOT };
  report.origin = head.origin;
  report.treeSize = head.size;
  const tree = new CompactRange();
  const tiles = new TileCheck(sql, head.size);
  const checkpoints = new CheckpointCheck(sql, options);
  kept?.compareTree(tree);
  for (;;) {
    const rows = await listLeaves(sql, { from: tree.size, to: tree.size + PAGE });
    for (const row of rows) {
      takeLeaf(row, tree, report);
      tiles.append(row.leafHash);
      await checkpoints.compare(tree, tiles);
      kept?.compareTree(tree);
    }
    await tiles.compare();
    options.onProgress?.(tree.size, head.size);
    if (rows.length < PAGE) break;
  }
  if (tree.size < head.size)
    throw new Finding(`the tail is missing: the last checkpoint has ${head.size} entries`, tree.size);
  kept?.compareHead(head, true);
  if (latest) await findSkipped(sql, latest);
  report.facts.push(
    `${report.entries} entries hash to their leaves, ${tiles.count} tiles and ${checkpoints.count} signed checkpoints`,
    `${report.payloads.checked} details have the digest in their entry, ${report.payloads.erased} are erased`,
    "complete: no entry is missing, and none stands beside the tree",
  );
  if (kept) kept.tell(report);
  else
    report.caveats.push(
      "without a checkpoint from outside (--checkpoint) a cut or restored log cannot be told from a shorter one",
    );
}

function takeLeaf(row: LeafRow, tree: CompactRange, report: VerifyReport): void {
  if (row.index !== tree.size) throw new Finding("the leaf is missing", tree.size);
  if (row.index >= report.treeSize)
    throw new Finding("the leaf is not under any signed checkpoint", row.index);
  const payload = checkRow(row);
  if (payload !== "none") report.payloads[payload] += 1;
  report.entries += 1;
  tree.append(row.leafHash);
}

/** Every kept checkpoint must be signed and have the root that the tree has at its size. */
class CheckpointCheck {
  count = 0;
  readonly #sql: TransactionSql;
  readonly #options: VerifyDatabaseOptions;
  #ahead: CheckpointRow[] = [];
  #reached = 0;
  #exhausted = false;

  constructor(sql: TransactionSql, options: VerifyDatabaseOptions) {
    this.#sql = sql;
    this.#options = options;
  }

  async compare(tree: CompactRange, tiles: TileCheck): Promise<void> {
    if (this.#ahead.length === 0 && !this.#exhausted) {
      this.#ahead = await listCheckpoints(this.#sql, { above: this.#reached, limit: PAGE });
      this.#exhausted = this.#ahead.length === 0;
    }
    const [row] = this.#ahead;
    if (row?.size !== tree.size) return;
    this.#ahead.shift();
    const signed = openCheckpoint(row.note, this.#options.vkeys);
    if (signed?.origin !== this.#options.origin || signed.size !== row.size || !signed.root.equals(row.root))
      throw new Finding(
        `the checkpoint of ${row.size} entries is not signed by the log's key`,
        this.#reached,
      );
    if (!signed.root.equals(tree.root())) {
      // The tiles tell which entry it is, unless they were forged as well.
      await tiles.compare();
      const last = row.size - 1;
      throw new Finding(
        `one of the entries ${this.#reached} to ${last} is not the one that was signed`,
        this.#reached,
      );
    }
    this.#reached = row.size;
    this.count += 1;
  }
}

/** An entry that the sequencer has passed but that has no leaf was put there afterwards, or its leaf was removed. */
async function findSkipped(sql: TransactionSql, latest: CheckpointRow): Promise<void> {
  const [skipped] = await listSkippedEntries(sql, { upTo: latest.last, limit: 1 });
  if (!skipped) return;
  const place = await findPlaceOfEntry(sql, { tx: skipped.tx, entryId: skipped.id });
  throw new Finding(`the entry ${skipped.id} stands beside the tree`, place ?? latest.size);
}
