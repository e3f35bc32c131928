"use client";

import { useState } from "react";
import { IconChevronDown } from "@/components/icons";
import { formatCount, formatCounted } from "../format/format-count";
import type { JsonNode } from "./parse-json-source";
import { childCount, type TreeRow } from "./tree-rows";
import classes from "./viewers.module.css";
import { VisibleText } from "./visible-text";

const INDENT_PX = 16;
const MAX_INDENT = 24;
const CUT_CHARS = 400;

interface Props {
  id: string;
  index: number;
  row: TreeRow;
  chosen: boolean;
  found: boolean;
  measure: (row: HTMLElement | null) => void;
  onChoose: () => void;
  onToggle: () => void;
}

/** One line of the tree: its name, its value, and the mark that opens it. The tree itself has the focus and the keys. */
export function JsonRow({ id, index, row, chosen, found, measure, onChoose, onToggle }: Props) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active row (aria-activedescendant).
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree reads the keys.
    <div
      id={id}
      ref={measure}
      data-index={index}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={chosen}
      {...(row.open === undefined ? {} : { "aria-expanded": row.open })}
      data-found={found || undefined}
      className={classes.row}
      onClick={onChoose}
    >
      <svg className={classes.indent} width={Math.min(row.depth, MAX_INDENT) * INDENT_PX} aria-hidden />
      {row.open === undefined ? (
        <span className={classes.twisty} aria-hidden />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          className={classes.twisty}
          data-open={row.open}
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        >
          <IconChevronDown size={12} aria-hidden />
        </button>
      )}
      <span className={classes.line}>
        {row.label === undefined ? null : (
          <>
            <span className={classes.key}>
              <VisibleText text={row.label} />
            </span>
            <span className={classes.dim}>: </span>
          </>
        )}
        <Value node={row.node} open={row.open === true} />
      </span>
    </div>
  );
}

function Value({ node, open }: { node: JsonNode; open: boolean }) {
  const [whole, setWhole] = useState(false);
  switch (node.kind) {
    case "object":
      return (
        <span className={classes.dim}>
          {open ? "{" : childCount(node) === 0 ? "{}" : `{ ${formatCounted(childCount(node), "member")} }`}
        </span>
      );
    case "array":
      return (
        <span className={classes.dim}>
          {open ? "[" : childCount(node) === 0 ? "[]" : `[ ${formatCounted(childCount(node), "item")} ]`}
        </span>
      );
    case "string": {
      const cut = !whole && node.value.length > CUT_CHARS;
      return (
        <span className={classes.string}>
          “<VisibleText text={cut ? node.value.slice(0, CUT_CHARS) : node.value} />
          {cut ? "…" : "”"}
          {cut ? (
            <button type="button" tabIndex={-1} className={classes.more} onClick={() => setWhole(true)}>
              show all {formatCount(node.value.length)} characters
            </button>
          ) : null}
        </span>
      );
    }
    case "number":
      return <span className={classes.number}>{node.source}</span>;
    case "literal":
      return <span className={classes.literal}>{node.source}</span>;
    default:
      return node satisfies never;
  }
}
