import "server-only";
import { call } from "@orpc/server";
import { CHANGE_TYPES } from "@/components/overview/change-types";
import type { OverviewData } from "@/components/overview/overview-search";
import { listAuditEntries } from "@/lib/audit/browse/list-audit-entries";
import type { OperationContext } from "@/lib/identity/operation";
import { getAttention } from "@/lib/records/get-attention";
import { getOverview } from "@/lib/records/get-overview";
import type { OverviewRange } from "@/lib/records/overview-names.schema";
import { listAssets } from "@/lib/registry/list-assets";

const SHOWN_CHANGES = 8;
/** All that the overview shows, for the page and for its refreshing. */
export async function readOverview(context: OperationContext, range: OverviewRange): Promise<OverviewData> {
  const [overview, attention, catalog, changes] = await Promise.all([
    call(getOverview, { range }, { context }),
    call(getAttention, undefined, { context }),
    call(listAssets, { limit: 1 }, { context }),
    call(listAuditEntries, { type: [...CHANGE_TYPES], limit: SHOWN_CHANGES }, { context }),
  ]);
  return {
    overview,
    attention,
    kinds: catalog.facets.kind,
    health: catalog.facets.health,
    changes: changes.items,
  };
}
