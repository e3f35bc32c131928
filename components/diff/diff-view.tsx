import { Fragment, type ReactNode } from "react";
import { Unseen } from "../data/unseen";
import { formatCounted } from "../format/format-count";
import { VisibleText } from "../viewers/visible-text";
import classes from "./diff-view.module.css";
import { type DiffBlock, type DiffRow, lineDiff } from "./line-diff";

/** What can be said about lines of the text after the change, numbered from 1. */
export interface LineNotes {
  onPick: (line: number) => void;
  /** What stands below a line; null for nothing. */
  under: (line: number) => ReactNode;
}

export interface DiffViewProps {
  before: string;
  after: string;
  /** What is compared, for whoever does not see the page. */
  label: string;
  /** How the two sides are called. */
  names: readonly [before: string, after: string];
  layout: "unified" | "split";
  notes?: LineNotes;
}

/** Two texts compared line by line, one below the other or side by side. Each changed line says so with a sign and a word for screen readers, never by colour alone. */
export function DiffView({ before, after, label, names, layout, notes }: DiffViewProps) {
  const { blocks, added, removed, tooLarge } = lineDiff(before, after);
  if (tooLarge) return <p className={classes.note}>These texts are too long to be compared here.</p>;
  if (added + removed === 0) return <p className={classes.note}>There is no difference.</p>;
  return (
    <figure className={classes.figure} aria-label={label}>
      <figcaption className={classes.caption}>
        <span>
          {names[0]} → {names[1]}
        </span>
        <span className={classes.counts}>
          <span data-tone="added">{formatCounted(added, "line")} added</span>
          <span data-tone="removed">{formatCounted(removed, "line")} removed</span>
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, a scrollable region must be reachable. */}
      <section className={classes.scroll} tabIndex={0} aria-label={`Lines of ${label}`}>
        <table className={classes.table} data-layout={layout}>
          <tbody>
            {blocks.map((block, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one comparison never move.
              <Block key={at} block={block} layout={layout} notes={notes} />
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  );
}

function Block({ block, layout, notes }: Pick<DiffViewProps, "layout" | "notes"> & { block: DiffBlock }) {
  if (block.kind === "skipped") {
    return (
      <tr className={classes.skipped}>
        <td colSpan={layout === "split" ? 4 : 3}>{formatCounted(block.count, "equal line")}</td>
      </tr>
    );
  }
  return layout === "split"
    ? block.rows.map((row) => <SplitRow key={keyOf(row)} row={row} notes={notes} />)
    : unified(block.rows, notes);
}

interface RowProps {
  row: DiffRow;
  notes: LineNotes | undefined;
}

function SplitRow({ row, notes }: RowProps) {
  const { kind, before, after } = row;
  return (
    <>
      <tr>
        <td className={classes.number}>{before?.number}</td>
        <Text text={before?.text} sign={before && kind !== "same" ? "removed" : undefined} />
        <LineNumber line={after?.number} notes={notes} />
        <Text text={after?.text} sign={after && kind !== "same" ? "added" : undefined} />
      </tr>
      <Under line={after?.number} notes={notes} columns={4} />
    </>
  );
}

/** The number of a line after the change; where something can be said about it, a button. */
function LineNumber({ line, notes }: { line: number | undefined; notes: LineNotes | undefined }) {
  return (
    <td className={classes.number}>
      {line === undefined || !notes ? (
        line
      ) : (
        <button
          type="button"
          className={classes.pick}
          aria-label={`Comment on line ${line}`}
          onClick={() => notes.onPick(line)}
        >
          {line}
        </button>
      )}
    </td>
  );
}

function Under(props: { line: number | undefined; notes: LineNotes | undefined; columns: number }) {
  const { line, notes, columns } = props;
  const content = line === undefined ? null : notes?.under(line);
  if (!content) return null;
  return (
    <tr>
      <td colSpan={columns} className={classes.under}>
        {content}
      </td>
    </tr>
  );
}

/** What went stands above what came, for each stretch of changes. */
function unified(rows: readonly DiffRow[], notes: LineNotes | undefined) {
  const drawn = [];
  for (let at = 0; at < rows.length; ) {
    const start = at;
    while (at < rows.length && rows[at]?.kind !== "same") at++;
    const stretch = rows.slice(start, at);
    const same = rows[at];
    drawn.push(
      <Fragment key={start}>
        {stretch.map(
          (row) =>
            row.before && <UnifiedRow key={row.before.number} row={row} side="removed" notes={notes} />,
        )}
        {stretch.map(
          (row) => row.after && <UnifiedRow key={row.after.number} row={row} side="added" notes={notes} />,
        )}
        {same ? <UnifiedRow row={same} side={undefined} notes={notes} /> : null}
      </Fragment>,
    );
    at++;
  }
  return drawn;
}

function UnifiedRow({ row, notes, side }: RowProps & { side: "added" | "removed" | undefined }) {
  const { before, after } = row;
  const line = side === "removed" ? undefined : after?.number;
  return (
    <>
      <tr>
        <td className={classes.number}>{side === "added" ? null : before?.number}</td>
        <LineNumber line={line} notes={notes} />
        <Text text={side === "removed" ? before?.text : after?.text} sign={side} />
      </tr>
      <Under line={line} notes={notes} columns={3} />
    </>
  );
}

const SIGNS = { added: "+", removed: "−" } as const;

function Text({ text, sign }: { text: string | undefined; sign: "added" | "removed" | undefined }) {
  return (
    <td className={classes.text} data-tone={text === undefined ? "none" : sign}>
      {sign ? (
        <>
          <span className={classes.sign} aria-hidden>
            {SIGNS[sign]}
          </span>
          <Unseen>{sign}: </Unseen>
        </>
      ) : null}
      <VisibleText text={text ?? ""} />
    </td>
  );
}

function keyOf({ before, after }: DiffRow): string {
  return `${before?.number ?? ""}-${after?.number ?? ""}`;
}
