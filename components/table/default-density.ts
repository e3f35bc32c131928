"use client";

import { useSyncExternalStore } from "react";
import type { TableView } from "./table-view";

const KEY = "signalbox.density";
const listeners = new Set<() => void>();

/** How close the rows of a table stand whose own view does not say. */
export function useDefaultDensity(): TableView["density"] {
  return useSyncExternalStore(subscribe, read, () => "compact");
}

export function setDefaultDensity(density: TableView["density"]): void {
  try {
    localStorage.setItem(KEY, density);
  } catch {
    // Private windows may refuse storage: nothing is kept then.
  }
  for (const listener of listeners) listener();
}

function read(): TableView["density"] {
  return localStorage.getItem(KEY) === "comfortable" ? "comfortable" : "compact";
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
