import "server-only";
import { call } from "@orpc/server";
import type { DomainData } from "@/components/domains/domain-view";
import type { AuditEntrySummary } from "@/lib/audit/browse/audit-entry.schema";
import { listAuditEntries } from "@/lib/audit/browse/list-audit-entries";
import { listChanges } from "@/lib/changes/list-changes";
import { getCosts } from "@/lib/cost/get-costs";
import type { OperationContext } from "@/lib/identity/operation";
import { countCalls } from "@/lib/records/count-calls";
import { getDomain } from "@/lib/registry/get-domain";
import { listAssets } from "@/lib/registry/list-assets";

const ASSETS = 25;
const CHANGES = 5;
const ENTRIES = 8;
const INCIDENTS = 6;
const TROUBLES = 50;
/** What went wrong or was stopped, as the audit log calls it. Of the changes of a state, those that take something out of traffic. */
const INCIDENT_TYPES = [
  "asset.state.changed",
  "budget.share_reached",
  "call.outcome_unknown",
  "certificate.suspended",
  "guard.rejected",
];
/** As many objects as one question of the audit log takes. */
const MOST_OBJECTS = 20;

/** All that the page of a domain shows. @throws MeshError `not_found` */
export async function loadDomain(context: OperationContext, name: string): Promise<DomainData> {
  const options = { context };
  const domain = await call(getDomain, { name }, options);
  const [assets, calls, costs, changes] = await Promise.all([
    call(listAssets, { domain: [name], limit: ASSETS }, options),
    call(countCalls, { domain: [name], from: ["7d"] }, options),
    call(getCosts, { from: "30d", only: [`domain:${name}`], by: "model", top: 1 }, options),
    call(listChanges, { domain: name, box: "open", limit: CHANGES }, options),
  ]);
  const objects = [`domain:${name}`, ...assets.items.map((asset) => `${asset.kind}:${asset.name}`)];
  const about = objects.slice(0, MOST_OBJECTS);
  const [entries, troubles] = await Promise.all([
    call(listAuditEntries, { object: about, area: ["asset", "domain"], limit: ENTRIES }, options),
    call(listAuditEntries, { object: about, type: INCIDENT_TYPES, since: "30d", limit: TROUBLES }, options),
  ]);
  const incidents = troubles.items.filter(isIncident).slice(0, INCIDENTS);
  return { domain, assets, calls, costs, changes, incidents, entries: entries.items };
}

function isIncident({ type, details }: AuditEntrySummary): boolean {
  return !type.endsWith("asset.state.changed") || details.suspended === true;
}
