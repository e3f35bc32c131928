import { call } from "@orpc/server";
import { AssetOverview } from "@/components/catalog/asset-overview";
import { overviewOf } from "@/components/catalog/asset-overview-data";
import { AgentSkills } from "@/components/catalog/detail/agent-skills";
import { type AssetSearch, type AssetTab, assetPageHref } from "@/components/catalog/detail/asset-search";
import { AuditTab } from "@/components/catalog/detail/audit-tab";
import { CertificationTab } from "@/components/catalog/detail/certification-tab";
import { CostsTab } from "@/components/catalog/detail/costs-tab";
import { LinksTab } from "@/components/catalog/detail/links-tab";
import { PoliciesTab } from "@/components/catalog/detail/policies-tab";
import { ServerTools } from "@/components/catalog/detail/server-tools";
import { TrafficTab } from "@/components/catalog/detail/traffic-tab";
import { VersionsTab } from "@/components/catalog/detail/versions-tab";
import { agentView, mcpServerView } from "@/components/catalog/spec.schema";
import { AccessPanel } from "@/components/policies/access-table";
import { LinkTabs } from "@/components/tabs/link-tabs";
import { listAuditEntries } from "@/lib/audit/browse/list-audit-entries";
import { isMeshError } from "@/lib/core/errors";
import type { OperationContext } from "@/lib/identity/operation";
import { listAssetPolicies } from "@/lib/policy/list-asset-policies";
import type { ListAssetPoliciesOutput } from "@/lib/policy/list-asset-policies.schema";
import { listAllowedCallers } from "@/lib/policy/tables/list-allowed-callers";
import { listReach } from "@/lib/policy/tables/list-reach";
import { listCalls } from "@/lib/records/list-calls";
import { getCertification } from "@/lib/registry/certification/get-certification";
import { compareVersions } from "@/lib/registry/compare-versions";
import type { AssetDetail } from "@/lib/registry/get-asset.schema";
import { getAssetCosts } from "@/lib/registry/get-asset-costs";
import { getAssetTraffic } from "@/lib/registry/get-asset-traffic";
import { getToolStates } from "@/lib/registry/get-tool-states";
import { listAssetLinks } from "@/lib/registry/list-asset-links";
import { TRAFFIC_RANGES } from "@/lib/registry/traffic-ranges.schema";
import { certifyAction, removeLabelAction, requestCertificateAction, setLabelAction } from "../../actions";
import { SuiteResults } from "./suite-results";

interface Props {
  asset: AssetDetail;
  search: AssetSearch;
  context: OperationContext;
}

const RECENT = 8;
const ENTRIES = 30;
const RANGE_NAMES = { "1h": "1 hour", "24h": "24 hours", "7d": "7 days" } as const;

/** One tab of an asset's page. Only what the tab shows is read. */
export async function TabContent({ tab, ...props }: Props & { tab: AssetTab }) {
  switch (tab) {
    case "overview":
      return <AssetOverview data={overviewOf(props.asset)} />;
    case "offers":
      return <Offers {...props} />;
    case "policies":
      return <PoliciesTab found={await policiesOf(props)} />;
    case "access":
      return <Access {...props} />;
    case "certification":
      return <Certification {...props} />;
    case "results":
      return <SuiteResults suite={props.asset.name} search={props.search} context={props.context} />;
    case "traffic":
      return <Traffic {...props} />;
    case "costs":
      return <Costs {...props} />;
    case "versions":
      return <Versions {...props} />;
    case "links":
      return <Links {...props} />;
    case "audit":
      return <Audit {...props} />;
    default:
      return tab satisfies never;
  }
}

async function Offers({ asset, context }: Props) {
  const agent = agentView.safeParse(asset.live?.spec).data;
  if (asset.kind === "agent" && agent) return <AgentSkills spec={agent} />;
  const server = mcpServerView.safeParse(asset.live?.spec).data;
  if (!server) return null;
  return <ServerTools spec={server} states={await call(getToolStates, { name: asset.name }, { context })} />;
}

async function policiesOf({ asset, context }: Props): Promise<ListAssetPoliciesOutput> {
  const kind = asset.kind as "agent" | "mcp-server" | "model";
  return call(listAssetPolicies, { kind, name: asset.name }, { context });
}

async function Access({ asset, search, context }: Props) {
  const { name } = asset;
  const kind = asset.kind as "agent" | "mcp-server" | "model";
  const href = (part: Partial<AssetSearch>) => assetPageHref(kind, name, { tab: "access", ...part });
  const after = (cursor: string) => (cursor === "" ? {} : { after: cursor });
  const [callers, reach] = await Promise.all([
    call(listAllowedCallers, { kind, name, ...after(search.callersAfter) }, { context }),
    kind === "agent"
      ? call(listReach, { kind, name, ...after(search.reachAfter) }, { context }).catch(ifOutOfUse)
      : null,
  ]);
  return (
    <>
      <AccessPanel
        title="Who may call it"
        what="caller"
        table={callers}
        nextHref={callers.next ? href({ callersAfter: callers.next }) : undefined}
        empty="Nobody may call it"
      />
      {reach ? (
        <AccessPanel
          title="What it may do"
          what="callee"
          table={reach}
          nextHref={reach.next ? href({ reachAfter: reach.next }) : undefined}
          empty="It may call nothing"
        />
      ) : null}
    </>
  );
}

async function Certification({ asset, context }: Props) {
  const kind = asset.kind as "agent" | "mcp-server" | "model" | "prompt";
  const found = await call(getCertification, { kind, name: asset.name }, { context });
  return (
    <CertificationTab found={found} actions={{ certify: certifyAction, request: requestCertificateAction }} />
  );
}

/** An agent that is a draft or retired calls nothing, so nothing can be said about what it may. */
function ifOutOfUse(err: unknown): null {
  if (isMeshError(err) && err.code === "not_found") return null;
  throw err;
}

async function Traffic({ asset, search, context }: Props) {
  const { kind, name } = asset;
  const [traffic, calls] = await Promise.all([
    call(getAssetTraffic, { kind, name, range: search.range }, { context }),
    call(listCalls, { callee: name, limit: RECENT }, { context }),
  ]);
  return (
    <>
      <LinkTabs
        label="Time range"
        small
        tabs={TRAFFIC_RANGES.map((range) => ({
          href: assetPageHref(kind, name, { tab: "traffic", range }),
          label: RANGE_NAMES[range],
          current: range === search.range,
        }))}
      />
      <TrafficTab name={name} range={search.range} traffic={traffic} calls={calls.items} />
    </>
  );
}

async function Costs({ asset, search, context }: Props) {
  const { kind, name } = asset;
  const costs = await call(getAssetCosts, { kind, name, days: search.days }, { context });
  return (
    <>
      <LinkTabs
        label="Time range"
        small
        tabs={([7, 30] as const).map((days) => ({
          href: assetPageHref(kind, name, { tab: "costs", days }),
          label: `${days} days`,
          current: days === search.days,
        }))}
      />
      <CostsTab kind={kind} name={name} costs={costs} />
    </>
  );
}

async function Versions({ asset, search, context }: Props) {
  const { kind, name } = asset;
  const to = search.to ?? asset.versions[0]?.version ?? 1;
  const from = search.from ?? asset.versions.find(({ version }) => version < to)?.version;
  const has = (version: number | undefined) => asset.versions.some((one) => one.version === version);
  const compared =
    from !== undefined && has(from) && has(to)
      ? await call(compareVersions, { kind, name, from, to }, { context })
      : null;
  return (
    <VersionsTab
      asset={asset}
      compared={compared}
      labelActions={{ set: setLabelAction, remove: removeLabelAction }}
      layout={search.layout}
      layoutHref={(layout) =>
        assetPageHref(kind, name, { tab: "versions", from: search.from, to: search.to, layout })
      }
    />
  );
}

async function Links(props: Props) {
  const { kind, name } = props.asset;
  const [links, policies] = await Promise.all([
    call(listAssetLinks, { kind, name }, { context: props.context }),
    policiesOf(props),
  ]);
  return <LinksTab kind={kind} links={links} policies={policies.items} />;
}

async function Audit({ asset, context }: Props) {
  const object = `${asset.kind}:${asset.name}`;
  const { items } = await call(
    listAuditEntries,
    { object, area: ["asset", "suite", "certificate"], limit: ENTRIES },
    { context },
  );
  return <AuditTab object={object} entries={items} />;
}
