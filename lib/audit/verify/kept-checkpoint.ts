import type { CompactRange } from "../merkle/compact-range";
import { type Checkpoint, openCheckpoint } from "../notes/checkpoint";
import { Finding, type VerifyReport } from "./report";

/**
 * A checkpoint that was kept outside the log, held against the tree while it is rebuilt. This is what shows a log that was cut or rolled back: such a log is
 * sound in itself.
 */
export class KeptCheckpoint {
  readonly #kept: Checkpoint;
  #compared = false;

  /** @throws Finding when none of the keys signed it */
  constructor(note: string, vkeys: readonly string[]) {
    const kept = openCheckpoint(note, vkeys);
    if (!kept) throw new Finding("the kept checkpoint is not signed by the log's key");
    this.#kept = kept;
  }

  /** @throws Finding when the log is shorter than it once was */
  compareHead(head: Checkpoint, complete: boolean): void {
    const { origin, size } = this.#kept;
    if (origin !== head.origin) throw new Finding(`the kept checkpoint is of another log, ${origin}`);
    if (complete && size > head.size)
      throw new Finding(
        `the log ends at ${head.size} entries, the kept checkpoint has ${size}: the tail is missing`,
        head.size,
      );
    if (size === head.size) this.#compare(head.root);
  }

  /** To be called with the tree after each leaf, and before the first. @throws Finding when the log's past is another one */
  compareTree(tree: CompactRange): void {
    if (tree.size === this.#kept.size) this.#compare(tree.root());
  }

  tell(report: VerifyReport): void {
    if (this.#compared)
      report.facts.push(`the first ${this.#kept.size} entries are those of the kept checkpoint`);
    else
      report.caveats.push(
        `the kept checkpoint of ${this.#kept.size} entries lies outside what was given and was not compared`,
      );
  }

  #compare(root: Buffer): void {
    if (!root.equals(this.#kept.root))
      throw new Finding(
        `the first ${this.#kept.size} entries are not those of the kept checkpoint: the past was rewritten`,
      );
    this.#compared = true;
  }
}
