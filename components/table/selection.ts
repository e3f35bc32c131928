/** Which rows are selected, and from which one a range goes on. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** The row that was selected or taken out last. */
  anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

/** A click on a row's box, or Space: selects it or takes it out. */
export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** The same with Shift: every row between the anchor and this one is selected as well. */
export function extended(selection: Selection, id: string, order: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggled(selection, id);
  const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...between]), anchor: selection.anchor };
}

/** The box in the head: all rows of the table, or none when all are. */
export function toggledAll({ ids }: Selection, order: readonly string[]): Selection {
  const all = order.length > 0 && order.every((id) => ids.has(id));
  return all ? NOTHING_SELECTED : { ids: new Set([...ids, ...order]), anchor: null };
}
