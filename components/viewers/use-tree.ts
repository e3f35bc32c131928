"use client";

import { type KeyboardEvent, useMemo, useState } from "react";
import type { JsonNode } from "./parse-json-source";
import { findInTree, openTo, type TreeRow, treeRows } from "./tree-rows";

/** What a reader does with a tree: which rows are open, which one is chosen, and what was searched. */
export function useTree(root: JsonNode) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState("");
  const [search, setSearch] = useState("");
  const rows = useMemo(() => treeRows(root, toggled), [root, toggled]);
  const found = useMemo(() => findInTree(root, search.trim()), [root, search]);
  const index = Math.max(
    rows.findIndex((row) => row.path === chosen),
    0,
  );

  function toggle(path: string): void {
    const next = new Set(toggled);
    if (!next.delete(path)) next.add(path);
    setToggled(next);
    setChosen(path);
  }

  function choose(row: TreeRow | undefined): void {
    if (row) setChosen(row.path);
  }

  /** Goes to the next place that was found, or the one before, round and round. */
  function step(by: 1 | -1): void {
    const at = found.indexOf(chosen);
    const start = at === -1 && by === -1 ? 0 : at;
    const path = found[(start + by + found.length) % found.length];
    if (path === undefined) return;
    setToggled(openTo(root, toggled, path));
    setChosen(path);
  }

  /** The keys of the tree pattern (WAI-ARIA Authoring Practices). @returns whether the key was one of them */
  function press(event: KeyboardEvent): boolean {
    const row = rows[index];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return false;
    switch (event.key) {
      case "ArrowDown":
        choose(rows[index + 1]);
        return true;
      case "ArrowUp":
        choose(rows[index - 1]);
        return true;
      case "ArrowRight":
        if (row.open === false) toggle(row.path);
        else if (row.open) choose(rows[index + 1]);
        return true;
      case "ArrowLeft":
        if (row.open) toggle(row.path);
        else choose(rows.findLast((other, at) => at < index && other.depth < row.depth));
        return true;
      case "Home":
        choose(rows[0]);
        return true;
      case "End":
        choose(rows.at(-1));
        return true;
      case "Enter":
      case " ":
        if (row.open !== undefined) toggle(row.path);
        return true;
      case "*": {
        const beside = rows.filter((other) => other.depth === row.depth && other.open === false);
        setToggled(new Set([...toggled].concat(beside.map(({ path }) => path))));
        return true;
      }
      default:
        return false;
    }
  }

  return { rows, index, chosen: rows[index], search, setSearch, found, step, toggle, choose, press };
}
