import { z } from "zod";

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

const stored = z.object({
  hidden: z.array(z.string().max(60)).max(60),
  widths: z.record(z.string().max(60), z.number().min(MIN_WIDTH_PX).max(MAX_WIDTH_PX)),
  density: z.enum(["compact", "comfortable"]),
});

/** What was kept, as far as it can still be read: a column that has gone since is no reason to lose the rest. */
export function readTableView(text: string | null, columnIds: readonly string[]): TableView {
  const parsed = stored.safeParse(parsedOf(text));
  if (!parsed.success) return INITIAL_VIEW;
  const { hidden, widths, density } = parsed.data;
  return {
    hidden: hidden.filter((id) => columnIds.includes(id)),
    widths: Object.fromEntries(Object.entries(widths).filter(([id]) => columnIds.includes(id))),
    density,
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
