import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import type { ProvenLeaf, ProvenLeaves } from "@/lib/audit/browse/entry-proof.schema";
import { bytesOf } from "../proof/bytes";
import { isExtension } from "../proof/merkle-consistency";
import { openCheckpoint, type SignedCheckpoint } from "../proof/signed-checkpoint";
import { type Check, verifyColumns } from "../proof/verify-entry";
import type { KnownCheckpoint } from "./known-checkpoint";

/** What a check of one entry found. */
export interface Verdict {
  ok: boolean;
  /** In words; of a bad entry what is wrong. */
  reason: string;
}
/** By entry id. */
export type Verdicts = ReadonlyMap<string, Verdict>;

/** An entry, or a place in the tree, that does not verify. */
export interface Bad {
  index: number | null;
  /** Missing for a place whose entry is gone. */
  id: string | undefined;
  reason: string;
}

export interface Verification {
  /** What was checked of the log as a whole. */
  checks: Check[];
  /** How many entries have their place in the tree. */
  good: number;
  bad: Bad[];
  verdicts: Verdicts;
  /** Name of the log, and size of its signed tree. */
  origin: string;
  size: number;
  /** The newest checkpoint, when it is good: to be kept. */
  keep: Omit<KnownCheckpoint, "at"> | undefined;
}

/** Reads proofs of leaves, and that the tree extends the one of `since` leaves. */
export type ReadProofs = (indexes: readonly number[], since: number | undefined) => Promise<ProvenLeaves>;

type Shown = Pick<AuditEntrySummary, "id" | "index" | "standing">;

const BATCH = 100;
/** Holes that are looked into. More of them are no accident of order: then the list was not unbroken. */
const MOST_HOLES = 1_000;

/**
 * Checks entries in this browser: that the log's newest checkpoint is signed and extends the one that this browser knew, that each entry has its place under it, that what the list shows is what was
 * hashed, and of an unbroken list that no place in between is empty. The server's word is taken for nothing but the verifier key.
 * @param options.unbroken the list has no filter, so its indexes should have no holes
 */
export async function verifyEntries(
  shown: readonly Shown[],
  options: {
    read: ReadProofs;
    known: KnownCheckpoint | undefined;
    unbroken: boolean;
    onProgress: (done: number, of: number) => void;
  },
): Promise<Verification> {
  const byIndex = new Map(shown.flatMap(({ id, index }) => (index === null ? [] : [[index, id] as const])));
  const holes = options.unbroken ? holesIn([...byIndex.keys()]) : [];
  const indexes = [...byIndex.keys(), ...holes].sort((a, b) => a - b);
  const run = new Run(options.known);
  for (let at = 0; at === 0 || at < indexes.length; at += BATCH) {
    const part = indexes.slice(at, at + BATCH);
    await run.take(await options.read(part, await run.since()), part, byIndex);
    options.onProgress(Math.min(at + BATCH, indexes.length), indexes.length);
  }
  for (const { id, standing } of shown) {
    if (standing === "outside")
      run.fail(null, id, "The tree has gone past it without it: it was put there by hand.");
  }
  return run.result();
}

/** The places between the first and the last that are not there. */
export function holesIn(indexes: readonly number[]): number[] {
  const there = new Set(indexes);
  const [first, last] = [Math.min(...indexes), Math.max(...indexes)];
  if (indexes.length === 0 || last - first + 1 - there.size > MOST_HOLES) return [];
  return Array.from({ length: last - first + 1 }, (_, nth) => first + nth).filter(
    (index) => !there.has(index),
  );
}

class Run {
  readonly #known: KnownCheckpoint | undefined;
  readonly #checks = new Map<string, boolean>();
  readonly #verdicts = new Map<string, Verdict>();
  readonly #bad: Bad[] = [];
  #head: { checkpoint: SignedCheckpoint; note: string; vkey: string } | undefined;
  #good = 0;
  #latest: ProvenLeaves | undefined;

  constructor(known: KnownCheckpoint | undefined) {
    this.#known = known;
  }

  /** Size of the tree that the next answer has to extend. */
  async since(): Promise<number | undefined> {
    return (this.#head?.checkpoint ?? (await this.#opened()))?.size;
  }

  async take(
    answer: ProvenLeaves,
    asked: readonly number[],
    byIndex: ReadonlyMap<number, string>,
  ): Promise<void> {
    this.#latest = answer;
    const checkpoint = await openCheckpoint(answer.checkpoint, answer.vkey);
    this.#check("The checkpoint is signed by the log's key", checkpoint !== undefined);
    if (checkpoint) await this.#checkExtension(checkpoint, answer);
    const leaves = new Map(answer.leaves.map((leaf) => [leaf.index, leaf]));
    for (const index of asked) {
      const failed = await failureOf(checkpoint, leaves.get(index));
      if (failed) this.fail(index, byIndex.get(index), failed);
      else this.#succeed(byIndex.get(index));
    }
    if (checkpoint) this.#head = { checkpoint, note: answer.checkpoint, vkey: answer.vkey };
  }

  fail(index: number | null, id: string | undefined, reason: string): void {
    this.#bad.push({ index, id, reason });
    if (id) this.#verdicts.set(id, { ok: false, reason });
  }

  result(): Verification {
    const checks = [...this.#checks].map(([what, ok]) => ({ what, ok }));
    const sound = checks.every(({ ok }) => ok) && this.#head;
    return {
      checks,
      good: this.#good,
      bad: this.#bad.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)),
      verdicts: this.#verdicts,
      origin: this.#head?.checkpoint.origin ?? "",
      size: this.#head?.checkpoint.size ?? this.#latest?.treeSize ?? 0,
      keep: sound ? { note: sound.note, vkey: sound.vkey } : undefined,
    };
  }

  #succeed(id: string | undefined): void {
    this.#good += 1;
    if (id) this.#verdicts.set(id, { ok: true, reason: "Verified in this browser" });
  }

  /** Against the answer before, or the checkpoint that this browser kept from an earlier visit. */
  async #checkExtension(checkpoint: SignedCheckpoint, { consistency, vkey }: ProvenLeaves): Promise<void> {
    const known = await this.#opened();
    const old = this.#head?.checkpoint ?? known;
    if (!old) return;
    const path = (consistency ?? []).map(bytesOf);
    const whole = consistency !== null && path.every((hash) => hash !== undefined);
    const ok = old.origin === checkpoint.origin && whole && (await isExtension(old, checkpoint, path));
    this.#check(`The log still begins with the ${old.size} entries that this browser knew`, ok);
    if (known && this.#known?.vkey !== vkey)
      this.#check("The log is signed by the key that this browser knew", false);
  }

  #opened(): Promise<SignedCheckpoint | undefined> {
    return this.#known ? openCheckpoint(this.#known.note, this.#known.vkey) : Promise.resolve(undefined);
  }

  /** What failed once has failed. */
  #check(what: string, ok: boolean): void {
    this.#checks.set(what, ok && this.#checks.get(what) !== false);
  }
}

/** What is wrong with a leaf, in words; undefined when nothing is. */
async function failureOf(
  checkpoint: SignedCheckpoint | undefined,
  leaf: ProvenLeaf | undefined,
): Promise<string | undefined> {
  if (!leaf?.found) return "The entry is gone.";
  if (!checkpoint) return "There is no signed checkpoint to check it against.";
  const { columns, ...proof } = leaf.found;
  const checks = await verifyColumns(checkpoint, { ...proof, index: leaf.index }, columns);
  const failed = checks.find(({ ok }) => !ok);
  return failed && WRONG[failed.part];
}

const WRONG = {
  place: "It is not the entry that was signed at this place.",
  columns: "What the list shows is not what the entry says.",
  details: "Its details are not those that it covers.",
};
