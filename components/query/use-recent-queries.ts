"use client";

import { useState } from "react";

const MOST = 8;

/** The queries that were used last on one list, newest first; kept in this browser. Read when they are asked for, because the server has none. */
export function useRecentQueries(list: string): {
  recents: readonly string[];
  remember: (query: string) => void;
} {
  const key = `signalbox.queries.${list}`;
  const [kept, setKept] = useState<readonly string[]>();
  const recents = kept ?? (typeof window === "undefined" ? [] : read(key));
  const remember = (query: string) => {
    if (query === "" || query === recents[0]) return;
    const next = [query, ...recents.filter((one) => one !== query)].slice(0, MOST);
    setKept(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Private windows may refuse storage: the queries then last until the page is left.
    }
  };
  return { recents, remember };
}

function read(key: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept)
      ? kept.filter((one): one is string => typeof one === "string").slice(0, MOST)
      : [];
  } catch {
    return [];
  }
}
