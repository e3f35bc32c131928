import { diffLines } from "diff";

export interface DiffLine {
  /** Counts from 1. */
  number: number;
  text: string;
}

/** One row of a comparison: the line before and the line after. A changed line has both, with different texts. */
export interface DiffRow {
  kind: "same" | "added" | "removed" | "changed";
  before: DiffLine | null;
  after: DiffLine | null;
}

/** Rows in a stretch that is shown, or how many equal lines were left out. */
export type DiffBlock = { kind: "rows"; rows: readonly DiffRow[] } | { kind: "skipped"; count: number };

export interface LineDiff {
  blocks: readonly DiffBlock[];
  added: number;
  removed: number;
  /** The texts are too different or too long to be compared in reasonable time. */
  tooLarge: boolean;
}

const CONTEXT = 3;
const TIMEOUT_MS = 500;
/** A longer text makes a page that nobody reads. */
const MAX_LINES = 20_000;

/** Compares two texts line by line, with three equal lines around each change. */
export function lineDiff(before: string, after: string): LineDiff {
  const tooLong = [before, after].some((text) => text.split("\n").length > MAX_LINES);
  const parts = tooLong ? undefined : diffLines(ended(before), ended(after), { timeout: TIMEOUT_MS });
  if (!parts) return { blocks: [], added: 0, removed: 0, tooLarge: true };
  const rows: DiffRow[] = [];
  let left = 1;
  let right = 1;
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (!part) continue;
    const next = parts[at + 1];
    if (part.removed && next?.added) {
      rows.push(...paired(linesOf(part.value, left), linesOf(next.value, right)));
      left += part.count;
      right += next.count;
      at++;
    } else if (part.removed) {
      rows.push(...paired(linesOf(part.value, left), []));
      left += part.count;
    } else if (part.added) {
      rows.push(...paired([], linesOf(part.value, right)));
      right += part.count;
    } else {
      const after = linesOf(part.value, right);
      rows.push(
        ...linesOf(part.value, left).map(
          (line, nth): DiffRow => ({ kind: "same", before: line, after: after[nth] ?? null }),
        ),
      );
      left += part.count;
      right += part.count;
    }
  }
  const count = (kind: "added" | "removed") =>
    rows.filter((row) => row.kind === kind || row.kind === "changed").length;
  return { blocks: folded(rows), added: count("added"), removed: count("removed"), tooLarge: false };
}

function paired(before: readonly DiffLine[], after: readonly DiffLine[]): DiffRow[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => {
    const [left, right] = [before[at] ?? null, after[at] ?? null];
    return { kind: left && right ? "changed" : left ? "removed" : "added", before: left, after: right };
  });
}

function linesOf(text: string, first: number): DiffLine[] {
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((line, at) => ({ number: first + at, text: line }));
}

/** Only a last line without its end would else differ from the same line elsewhere. */
function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** Leaves out equal lines that are far from any change. */
function folded(rows: readonly DiffRow[]): DiffBlock[] {
  const near = new Uint8Array(rows.length);
  rows.forEach((row, at) => {
    if (row.kind !== "same") near.fill(1, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
  });
  const blocks: DiffBlock[] = [];
  for (let at = 0; at < rows.length; ) {
    let end = at;
    while (end < rows.length && near[end] === near[at]) end++;
    blocks.push(
      near[at] ? { kind: "rows", rows: rows.slice(at, end) } : { kind: "skipped", count: end - at },
    );
    at = end;
  }
  return blocks;
}
