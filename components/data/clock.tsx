"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

const TICK_MS = 5_000;
const ServerNow = createContext(0);

/** Gives the moment at which the server drew the page, so that both sides draw the same text first. */
export function Clock({ serverNowMs, children }: { serverNowMs: number; children: ReactNode }) {
  return <ServerNow value={serverNowMs}>{children}</ServerNow>;
}

/** Milliseconds since the epoch, moving every few seconds in the browser. */
export function useNow(): number {
  const serverNowMs = useContext(ServerNow);
  return useSyncExternalStore(
    subscribe,
    () => now,
    () => serverNowMs,
  );
}

/** False on the server and during hydration. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** One timer for all times on the page; none while there are none. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
