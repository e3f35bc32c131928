import { createLoader, parseAsStringLiteral } from "nuqs/server";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import type { Attention } from "@/lib/records/attention.schema";
import type { Overview } from "@/lib/records/overview.schema";
import { OVERVIEW_RANGES } from "@/lib/records/overview-names.schema";

/** What the address of the overview says. One schema for server and browser. */
export const overviewSearch = { range: parseAsStringLiteral(OVERVIEW_RANGES).withDefault("24h") };

export const loadOverviewSearch = createLoader(overviewSearch);

type Facet = readonly { value: string; count: number }[];

/** All that the overview draws. */
export interface OverviewData {
  overview: Overview;
  attention: Attention;
  /** What is registered, by kind and by how it does. */
  kinds: Facet;
  health: Facet;
  /** The last changes to the mesh itself, newest first. */
  changes: readonly AuditEntrySummary[];
}

export function overviewKey(range: string): readonly unknown[] {
  return ["overview", range];
}
