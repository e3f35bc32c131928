"use client";

import dynamic from "next/dynamic";
import { useState, useSyncExternalStore } from "react";
import { useShortcuts } from "./shortcuts";

/** Loaded at the first use. */
const ShortcutWindow = dynamic(() => import("./shortcut-window").then((module) => module.ShortcutWindow), {
  ssr: false,
});

let opened = false;
const listeners = new Set<() => void>();

export function openShortcutHelp(): void {
  show(true);
}

/** Waits for `?` and for the account menu. */
export function ShortcutHelp() {
  const isOpen = useSyncExternalStore(
    subscribe,
    () => opened,
    () => false,
  );
  const [used, setUsed] = useState(false);
  if (isOpen && !used) setUsed(true);
  useShortcuts([["shift+?", () => show(true)]]);
  return used ? <ShortcutWindow opened={isOpen} onClose={() => show(false)} /> : null;
}

function show(value: boolean): void {
  opened = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
