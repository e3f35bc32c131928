/** `before_id_amount[_currency]`; without an amount for a call that has none. */
export const SORT_CURSOR =
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(?:(\d{1,20}(?:\.\d{1,12})?)(?:_(\S{1,10}))?)?$/;

/** The call that a page ended with, and what it is sorted by; null for a call that has no such thing. */
interface SortPlace {
  id: string;
  value: { amount: string; currency: string } | null;
}

/** Where the next page of a sorted list goes on, and from which call on the list does not look, so that calls that begin meanwhile move nothing. */
export interface SortCursor {
  before: string;
  place: SortPlace;
}

export function writeSortCursor({ before, place: { id, value } }: SortCursor): string {
  if (value === null) return `${before}_${id}_`;
  return `${before}_${id}_${value.amount}${value.currency ? `_${value.currency}` : ""}`;
}

/** Reads what `writeSortCursor` wrote; undefined for anything else. */
export function readSortCursor(text: string): SortCursor | undefined {
  const [, before, id, amount, currency = ""] = SORT_CURSOR.exec(text) ?? [];
  if (!before || !id) return undefined;
  return { before, place: { id, value: amount === undefined ? null : { amount, currency } } };
}
