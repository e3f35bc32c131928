"use client";

import { useSyncExternalStore } from "react";

/**
 * False until the page and everything that it began with is loaded. What is large and not read first (a drawing, a panel that an address opens) is asked for after that, so that it takes no
 * bandwidth from what people wait for.
 */
export function useAfterLoad(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => document.readyState === "complete",
    () => false,
  );
}

function subscribe(listener: () => void): () => void {
  // The state changes to complete just before the event.
  const later = () => setTimeout(listener);
  window.addEventListener("load", later, { once: true });
  return () => window.removeEventListener("load", later);
}
