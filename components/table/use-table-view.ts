"use client";

import { useState, useSyncExternalStore } from "react";
import { useDefaultDensity } from "./default-density";
import { INITIAL_VIEW, readTableView, type TableView } from "./table-view";

/**
 * The view of a table that this browser keeps under a name. The server and the first drawing in the browser show the initial one.
 * @returns the view, and how to change parts of it
 */
export function useTableView(
  name: string,
  columnIds: readonly string[],
): [TableView, (change: Partial<TableView>) => void] {
  const key = `signalbox.table.${name}`;
  const kept = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key),
    () => null,
  );
  const [text, setText] = useState<string | null>(null);
  const now = text ?? kept;
  const density = useDefaultDensity();
  const view = now === null ? { ...INITIAL_VIEW, density } : readTableView(now, columnIds);
  const change = (part: Partial<TableView>) => {
    const next = JSON.stringify({ ...view, ...part });
    setText(next);
    try {
      localStorage.setItem(key, next);
    } catch {
      // Private windows may refuse storage: the choice then holds until the page is left.
    }
  };
  return [view, change];
}

/** Another window of this browser may change it too. */
function subscribe(onChange: () => void): () => void {
  window.addEventListener("storage", onChange);
  return () => window.removeEventListener("storage", onChange);
}
