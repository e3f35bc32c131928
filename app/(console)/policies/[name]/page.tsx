import { call } from "@orpc/server";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { orNotFound } from "@/app/_data/or-not-found";
import { readReplay } from "@/app/_data/read-replay";
import { AssetHeading } from "@/components/catalog/asset-heading";
import { PolicyEditor } from "@/components/policies/policy-editor";
import { PolicyHistoryLink } from "@/components/policies/policy-page-links";
import { loadEditorSearch } from "@/components/policies/policy-search";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { getAsset } from "@/lib/registry/get-asset";
import { policySpec } from "@/lib/registry/kinds/policy";
import { proposePolicyAction } from "../actions";

type Props = { params: Promise<{ name: string }>; searchParams: Promise<SearchParams> };

const MAX_TEXT = 300;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Policy ${decodeURIComponent((await params).name).slice(0, MAX_TEXT)}` };
}

export default async function PolicyPage({ params, searchParams }: Props) {
  const context = operationContext(await requireUser());
  const name = decodeURIComponent((await params).name).slice(0, MAX_TEXT);
  const search = await loadEditorSearch(searchParams);
  const [asset, replay] = await Promise.all([
    orNotFound(call(getAsset, { kind: "policy", name }, { context })),
    readReplay(context, search.replay),
  ]);
  const { title, description, domain, version, live } = asset;
  const { text, guardrail, tests = [] } = policySpec.parse(live?.spec);
  return (
    <Page>
      <PageHeader
        trail={[{ href: "/policies", label: "Policies" }]}
        title={title || name}
        actions={<PolicyHistoryLink name={name} />}
        help="policies"
      />
      <AssetHeading asset={asset} />
      <PolicyEditor
        live={{ name, title, description, domain, guardrail, text, tests, version }}
        replay={replay}
        domains={[domain]}
        propose={proposePolicyAction}
      />
    </Page>
  );
}
