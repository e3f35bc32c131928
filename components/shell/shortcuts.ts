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

/** Single-key shortcuts of a screen. They do not fire while someone types, and Enter on a link or a button is the link's or the button's. */
export function useShortcuts(keys: readonly (readonly [key: string, run: () => void])[]): void {
  const on = useShortcutsOn();
  useHotkeys(on ? keys.map(([key, run]) => [key, (event) => fire(key, run, event), OWN_DEFAULT]) : []);
}

const OWN_DEFAULT = { preventDefault: false };

function fire(key: string, run: () => void, event: KeyboardEvent): void {
  const { target } = event;
  if (key === "Enter" && target instanceof Element && target.closest("a, button, summary, label")) return;
  event.preventDefault();
  run();
}

function read(): boolean {
  return window.localStorage.getItem(KEY) !== "off";
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
