"use client";

import { TextInput } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from "react";
import { IconSearch } from "@/components/icons";
import { useInBrowser } from "../data/clock";
import { CopyButton } from "../data/copy-button";
import { JsonRow } from "./json-row";
import type { JsonNode } from "./parse-json-source";
import { pointerOf } from "./tree-rows";
import { useTree } from "./use-tree";
import classes from "./viewers.module.css";
import { VisibleText } from "./visible-text";

const ROW_PX = 24;
const OVERSCAN = 20;
const FIRST_HEIGHT_PX = 384;
const FIRST_ROWS = 120;
const SEARCH_FROM_CHARS = 400;

/** A JSON document to walk through. Only the rows near the window are drawn, so a document may be as large as the mesh keeps it. */
export function JsonTree({ root, label }: { root: JsonNode; label: string }) {
  const tree = useTree(root);
  const id = useId();
  const inBrowser = useInBrowser();
  const box = useRef<HTMLDivElement>(null);
  const found = useMemo(() => new Set(tree.found), [tree.found]);
  const virtual = useVirtualizer({
    count: tree.rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    initialRect: { width: 0, height: FIRST_HEIGHT_PX },
  });
  const path = tree.chosen?.path ?? "";
  // The chosen row moves by keys and by searching; the window follows it.
  useEffect(() => {
    if (path !== "" || tree.index > 0) virtual.scrollToIndex(tree.index, { align: "auto" });
  }, [virtual, path, tree.index]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!tree.press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const items = inBrowser ? virtual.getVirtualItems() : [];
  const shown = inBrowser
    ? items.map((item) => item.index)
    : tree.rows.slice(0, FIRST_ROWS).map((_, at) => at);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className={classes.json}>
      {root.source.length > SEARCH_FROM_CHARS ? (
        <div className={classes.jsonTools}>
          <TextInput
            size="xs"
            className={classes.jsonSearch}
            aria-label={`Search ${label.toLowerCase()}`}
            placeholder="Search keys and values"
            leftSection={<IconSearch size={13} aria-hidden />}
            value={tree.search}
            onChange={(event) => tree.setSearch(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") tree.step(event.shiftKey ? -1 : 1);
            }}
          />
          <span className={classes.dim} role="status">
            {foundWords(tree.search, tree.found, path)}
          </span>
        </div>
      ) : null}
      <div
        ref={box}
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={shown.includes(tree.index) ? `${id}-${tree.index}` : undefined}
        className={classes.tree}
        onKeyDown={onKeyDown}
      >
        {inBrowser && above > 0 ? <div role="none" style={{ height: above }} /> : null}
        {shown.map((index) => {
          const row = tree.rows[index];
          return row ? (
            <JsonRow
              key={row.path}
              id={`${id}-${index}`}
              index={index}
              row={row}
              chosen={index === tree.index}
              found={found.has(row.path)}
              measure={virtual.measureElement}
              onChoose={() => tree.choose(row)}
              onToggle={() => tree.toggle(row.path)}
            />
          ) : null;
        })}
        {inBrowser && below > 0 ? <div role="none" style={{ height: below }} /> : null}
      </div>
      <div className={classes.jsonPath}>
        <code>{path === "" ? "whole document" : <VisibleText text={pointerOf(path)} />}</code>
        <span className={classes.jsonCopies}>
          <CopyButton text={pointerOf(path)} what="path" />
          <CopyButton text={valueText(tree.chosen?.node ?? root)} what="value" />
        </span>
      </div>
    </div>
  );
}

/** A text without its quotes, anything else as it was written. */
function valueText(node: JsonNode): string {
  return node.kind === "string" ? node.value : node.source;
}

function foundWords(search: string, found: readonly string[], path: string): string {
  if (search.trim() === "") return "";
  if (found.length === 0) return "not found";
  const at = found.indexOf(path);
  return at === -1 ? `${found.length} found, Enter goes to them` : `${at + 1} of ${found.length}`;
}
