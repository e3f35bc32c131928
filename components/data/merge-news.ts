/** What becomes of a row that no page has: shown, held back and counted, or left for the page that will bring it. */
export type Place = "shown" | "waiting" | "elsewhere";

/**
 * What a live list shows: the pages that were read, with what has changed since, and of the news what may be seen, newest first (ids sort by time). Nothing is shown twice.
 * @param later of a row that both have, the one to keep
 */
export function mergeNews<Row extends { id: string }>(
  listed: readonly Row[],
  news: ReadonlyMap<string, Row>,
  place: (row: Row) => Place,
  later: (listed: Row, arrived: Row) => Row,
): { shown: Row[]; waiting: number } {
  const byId = new Map(listed.map((row) => [row.id, row]));
  let waiting = 0;
  for (const [id, row] of news) {
    const known = byId.get(id);
    const where = known ? "shown" : place(row);
    if (where === "waiting") waiting++;
    if (where === "shown") byId.set(id, known ? later(known, row) : row);
  }
  return { shown: [...byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1)), waiting };
}
