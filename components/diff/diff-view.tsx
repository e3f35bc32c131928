import { Fragment } from "react";
import { Unseen } from "../data/unseen";
import { formatCounted } from "../format/format-count";
import { VisibleText } from "../viewers/visible-text";
import classes from "./diff-view.module.css";
import { type DiffBlock, type DiffRow, lineDiff } from "./line-diff";

export interface DiffViewProps {
  before: string;
  after: string;
  /** What is compared, for whoever does not see the page. */
  label: string;
  /** How the two sides are called. */
  names: readonly [before: string, after: string];
  layout: "unified" | "split";
}

/** Two texts compared line by line, one below the other or side by side. Each changed line says so with a sign and a word for screen readers, never by colour alone. */
export function DiffView({ before, after, label, names, layout }: DiffViewProps) {
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
              <Block key={at} block={block} layout={layout} />
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  );
}

function Block({ block, layout }: { block: DiffBlock; layout: DiffViewProps["layout"] }) {
  if (block.kind === "skipped") {
    return (
      <tr className={classes.skipped}>
        <td colSpan={layout === "split" ? 4 : 3}>{formatCounted(block.count, "equal line")}</td>
      </tr>
    );
  }
  return layout === "split"
    ? block.rows.map((row) => <SplitRow key={keyOf(row)} row={row} />)
    : unified(block.rows);
}

function SplitRow({ row }: { row: DiffRow }) {
  const { kind, before, after } = row;
  return (
    <tr>
      <td className={classes.number}>{before?.number}</td>
      <Text text={before?.text} sign={before && kind !== "same" ? "removed" : undefined} />
      <td className={classes.number}>{after?.number}</td>
      <Text text={after?.text} sign={after && kind !== "same" ? "added" : undefined} />
    </tr>
  );
}

/** What went stands above what came, for each stretch of changes. */
function unified(rows: readonly DiffRow[]) {
  const drawn = [];
  for (let at = 0; at < rows.length; ) {
    const start = at;
    while (at < rows.length && rows[at]?.kind !== "same") at++;
    const stretch = rows.slice(start, at);
    const same = rows[at];
    drawn.push(
      <Fragment key={start}>
        {stretch.map((row) => row.before && <UnifiedRow key={row.before.number} row={row} side="removed" />)}
        {stretch.map((row) => row.after && <UnifiedRow key={row.after.number} row={row} side="added" />)}
        {same ? <UnifiedRow row={same} side={undefined} /> : null}
      </Fragment>,
    );
    at++;
  }
  return drawn;
}

function UnifiedRow({ row, side }: { row: DiffRow; side: "added" | "removed" | undefined }) {
  const { before, after } = row;
  return (
    <tr>
      <td className={classes.number}>{side === "added" ? null : before?.number}</td>
      <td className={classes.number}>{side === "removed" ? null : after?.number}</td>
      <Text text={side === "removed" ? before?.text : after?.text} sign={side} />
    </tr>
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
