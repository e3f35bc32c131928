"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useShortcuts } from "../shell/shortcuts";

/** J and K move through a list, Enter opens the row's page. @returns the row that is marked */
export function useListKeys<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  hrefOf: (row: Row) => string,
): string | null {
  const router = useRouter();
  const [active, setActive] = useState<string | null>(null);
  const at = rows.findIndex((row) => idOf(row) === active);
  const move = (step: number) => {
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (next) setActive(idOf(next));
  };
  useShortcuts([
    ["j", () => move(1)],
    ["k", () => move(-1)],
    ["Enter", () => rows[at] && router.push(hrefOf(rows[at]))],
    ["Escape", () => setActive(null)],
  ]);
  return at < 0 ? null : active;
}
