"use client";

import { useHotkeys } from "@mantine/hooks";
import { useSyncExternalStore } from "react";

const KEY = "signalbox.shortcuts";
const listeners = new Set<() => void>();

/** Whether single-key shortcuts work. People who speak to their computer can switch them off (WCAG 2.1.4). */
export function useShortcutsOn(): boolean {
  return useSyncExternalStore(subscribe, read, () => true);
}

export function setShortcutsOn(on: boolean): void {
  window.localStorage.setItem(KEY, on ? "on" : "off");
  for (const listener of listeners) listener();
}

/** Single-key shortcuts of a screen. They do not fire while someone types. */
export function useShortcuts(keys: readonly (readonly [key: string, run: () => void])[]): void {
  const on = useShortcutsOn();
  useHotkeys(on ? keys.map(([key, run]) => [key, run]) : []);
}

function read(): boolean {
  return window.localStorage.getItem(KEY) !== "off";
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
