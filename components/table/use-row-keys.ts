"use client";

import { type KeyboardEvent, type RefObject, useState } from "react";
import { extended, type Selection, toggled } from "./selection";

/**
 * Walks rows with the keyboard: arrows, Page Up, Page Down, Home and End move the focus from row to row, with Shift they select on the way; Space selects, Enter opens. One row of the table is in
 * the order of Tab.
 */
export function useRowKeys(options: {
  order: readonly string[];
  activeId: string | null;
  body: RefObject<HTMLTableSectionElement | null>;
  scrollTo: (index: number) => void;
  onOpen: ((id: string) => void) | undefined;
  selection: Selection | undefined;
  onSelect: ((selection: Selection) => void) | undefined;
}) {
  const { order, body, selection, onSelect } = options;
  /** The row that has the focus, and which one was open then: opening another one by other means moves the place. */
  const [current, setCurrent] = useState<{ id: string; active: string | null }>();
  const place = current?.active === options.activeId ? current?.id : options.activeId;
  const at = Math.max(place ? order.indexOf(place) : -1, 0);

  const focus = (index: number) => {
    options.scrollTo(index);
    // A row far away is drawn after the scrolling only.
    let tries = 0;
    const reach = () => {
      const row = body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
      if (row) row.focus({ preventScroll: true });
      else if (++tries < MOST_FRAMES) requestAnimationFrame(reach);
    };
    reach();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    // A link or a box in the row has keys of its own.
    if (!(event.target instanceof HTMLTableRowElement) || event.metaKey || event.ctrlKey || event.altKey)
      return;
    const id = order[at];
    const next = indexAfter(event.key, at, order.length);
    if (next !== undefined) {
      event.preventDefault();
      const nextId = order[next];
      if (nextId === undefined) return;
      const follows = options.activeId !== null && !event.shiftKey && options.onOpen !== undefined;
      setCurrent({ id: nextId, active: follows ? nextId : options.activeId });
      if (event.shiftKey && selection && onSelect && id !== undefined) {
        const begun = selection.anchor === null ? toggled(selection, id) : selection;
        onSelect(extended(begun, nextId, order));
      }
      // The panel stays and follows.
      if (follows) options.onOpen?.(nextId);
      focus(next);
    } else if (event.key === " " && selection && onSelect && id !== undefined) {
      event.preventDefault();
      onSelect(event.shiftKey ? extended(selection, id, order) : toggled(selection, id));
    } else if (event.key === "Enter" && id !== undefined && options.onOpen) {
      event.preventDefault();
      // On the open row the screen's own Enter leads on.
      if (options.activeId !== id) options.onOpen(id);
    }
  };
  return { at, onKeyDown, onFocusRow: (id: string) => setCurrent({ id, active: options.activeId }) };
}

const PAGE_ROWS = 10;
const MOST_FRAMES = 30;

function indexAfter(key: string, at: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, last);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "PageDown":
      return Math.min(at + PAGE_ROWS, last);
    case "PageUp":
      return Math.max(at - PAGE_ROWS, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}
