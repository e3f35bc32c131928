"use client";

import { createContext, use, useSyncExternalStore } from "react";
import type { GraphModel } from "../graph-model";
import type { Arrangement } from "../layout/positions";

/** What the parts of the drawing show besides their place. Kept apart from the places, so that new figures move and measure nothing. */
export interface Drawn {
  model: GraphModel;
  /** Where lines bend that pass others by. */
  bends: Arrangement["bends"];
  /** Length of time that the figures are about. */
  rangeMs: number;
  at: string;
  /** Nodes and connections that have to do with where the reader is. */
  near: ReadonlySet<string>;
  found: ReadonlySet<string>;
  /** Names of MCP servers whose tools are shown. */
  opened: readonly string[];
  onToggleTools: (server: string) => void;
}

export interface DrawnStore {
  get: () => Drawn;
  set: (drawn: Drawn) => void;
  subscribe: (listener: () => void) => () => void;
}

export const DrawnContext = createContext<DrawnStore | null>(null);

export function createDrawnStore(first: Drawn): DrawnStore {
  let now = first;
  const listeners = new Set<() => void>();
  return {
    get: () => now,
    set(drawn) {
      now = drawn;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A part of what is drawn; the component is drawn again only when that part is another. */
export function useDrawn<T>(select: (drawn: Drawn) => T): T {
  const store = use(DrawnContext);
  if (!store) throw new Error("a part of the graph stands outside of it");
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.get()),
    () => select(store.get()),
  );
}
