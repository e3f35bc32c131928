/** How a person wants to see one table: kept in the browser, because it says nothing about what is looked at. */
export interface TableView {
  /** Columns that are hidden. */
  hidden: readonly string[];
  /** Widths in pixels of the columns that were made wider or narrower. */
  widths: Readonly<Record<string, number>>;
  density: "compact" | "comfortable";
}

export const MIN_WIDTH_PX = 56;
export const MAX_WIDTH_PX = 900;

/**
 * What was kept, as far as it can still be read: a column that has gone since is no reason to lose the rest. Read by hand, because a schema library would be a tenth of what the page loads.
 */
export function readTableView(text: string | null, columnIds: readonly string[]): TableView {
  const kept = parsedOf(text);
  if (!isRecord(kept) || !Array.isArray(kept.hidden) || !isRecord(kept.widths)) return INITIAL_VIEW;
  const widths = Object.entries(kept.widths).filter(
    (entry): entry is [string, number] => columnIds.includes(entry[0]) && typeof entry[1] === "number",
  );
  return {
    hidden: kept.hidden.filter((id) => columnIds.includes(id)),
    widths: Object.fromEntries(widths.map(([id, px]) => [id, clampWidth(px)])),
    density: kept.density === "comfortable" ? "comfortable" : "compact",
  };
}

export const INITIAL_VIEW: TableView = { hidden: [], widths: {}, density: "compact" };

/** A width that can be drawn, in whole pixels. */
export function clampWidth(px: number): number {
  return Math.round(Math.min(Math.max(px, MIN_WIDTH_PX), MAX_WIDTH_PX));
}

function parsedOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
